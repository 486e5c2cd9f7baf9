import { matchers } from '@analytical/testing/jest'
import { describe, expect, test } from '@jest/globals'
import { page } from './page.js'

expect.extend(matchers())

describe('in an ES module', () => {
  test('toTrack takes a part of what the vendor finds, Jest’s asymmetric matchers within', () => {
    expect(page).toTrack('clicky', { session: { username: 'jeff' } })
    expect(page).toTrack('clicky', { goal: { id: expect.any(Number) } })
    expect(page).not.toTrack('clicky', { session: { username: 'mara' } })
    expect(() => expect(page).toTrack('hubspot')).toThrow('HubSpot is not in the page, which has Clicky')
  })

  test('toTrackNothing waits for a promise', async () => {
    await expect(Promise.resolve(page)).toTrackNothing(['hubspot'])
    await expect(Promise.resolve(page)).not.toTrackNothing()
  })
})
