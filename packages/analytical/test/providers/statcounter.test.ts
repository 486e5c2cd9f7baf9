import { afterEach, describe, expect, test, vi } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

afterEach(() => vi.restoreAllMocks())

const settings = { STATCOUNTER_PROJECT: '12345678', STATCOUNTER_SECURITY: '1a2b3c4d' }
const statcounter = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const globals = { sc_project: 12345678, sc_security: '1a2b3c4d', sc_invisible: 1, _statcounter: [] as unknown[] }
const tagged = (tags: object) => ({ ...globals, _statcounter: [{ tags }] })

describe('what Statcounter’s script finds', () => {
  test.each<[what: string, page: Partial<PageWith>, found: object]>([
    ['the project alone for an anonymous visitor', {}, globals],
    ['the user name as a tag', { user: jeff }, tagged({ username: 'jeff' })],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, STATCOUNTER_PERSONAL_DATA: ['email', 'name'] } },
      tagged({ email: 'jeff@example.com', name: 'Jeffrey Bean', username: 'jeff' }),
    ],
    [
      'the session as tags of text, its own tags over it, nothing nested',
      {
        variables: {
          analytical_session: { plan: 'gold', posts: 3, draft: false, more: { a: 1 } },
          statcounter_tags: { plan: 'silver' },
        },
      },
      tagged({ plan: 'silver', posts: '3', draft: 'false' }),
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, tagged({ goal: 'goal_5' })],
    [
      'a goal by name',
      { variables: { analytical_goal: { id: 5, name: 'posted', revenue: 9.5 } } },
      tagged({ goal: 'posted' }),
    ],
    [
      'a counter to be seen',
      { settings: { ...settings, STATCOUNTER_INVISIBLE: 'no' } },
      { ...globals, sc_invisible: 0 },
    ],
  ])('%s', (_, page, found) => {
    const { globals, errors } = statcounter(page)
    expect(errors).toEqual([])
    expect(globals).toEqual(found)
  })
})

test.each([
  [{}, 'https://c.statcounter.com/12345678/0/1a2b3c4d/1/'],
  [{ STATCOUNTER_INVISIBLE: false }, 'https://c.statcounter.com/12345678/0/1a2b3c4d/0/'],
])('with %j the image without scripting is %s', (more, image) => {
  const { loads, images } = statcounter({ settings: { ...settings, ...more } })
  expect({ loads, images }).toEqual({
    loads: ['https://www.statcounter.com/counter/counter.js'],
    images: [image],
  })
})

test.each(['STATCOUNTER_PROJECT', 'STATCOUNTER_SECURITY'])('without %s it is off', (name) => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { enabled } = createAnalytical({ settings: { ...settings, [name]: undefined } })
  expect(enabled).toEqual([])
})

test.each([
  ['STATCOUNTER_PROJECT', 'G-ABCDE12345', 'must be digits'],
  ['STATCOUNTER_PROJECT', 'XXXXXXXX', 'must be digits, your own'],
  ['STATCOUNTER_SECURITY', 'YOUR_SECURITY_CODE', 'must be 8 hexadecimal digits, your own'],
  ['STATCOUNTER_SECURITY', '1a2b3c4', 'must be 8 hexadecimal digits'],
])('%s %s is refused with the reason', (name, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [name]: value } })).toThrow(`${name} ${reason}`)
})
