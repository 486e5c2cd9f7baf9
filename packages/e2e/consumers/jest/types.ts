import { matchers } from '@analytical/testing/jest'
import { expect } from '@jest/globals'

expect.extend(matchers())
expect('<p>').toTrack('clicky', { session: { username: expect.any(String) } })
const waiting: Promise<void> = expect(fetch('https://rhymes.example')).toTrackNothing(['hubspot'])
await waiting
// @ts-expect-error: it is a provider that is tracked by.
expect('<p>').toTrack(5)
