import { describe, expect, test } from 'vitest'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { HUBSPOT_PORTAL_ID: '1234567' }
const hubspot = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const event = (name: string, properties: object) => ['trackCustomBehavioralEvent', { name, properties }]

describe('what HubSpot’s code finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[] | undefined]>([
    ['no queue for an anonymous visitor without data', {}, undefined],
    ['the user name as id', { user: jeff }, [['identify', { id: 'jeff' }]]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, HUBSPOT_PERSONAL_DATA: 'email, name' } },
      [['identify', { id: 'jeff', email: 'jeff@example.com', firstname: 'Jeffrey', lastname: 'Bean' }]],
    ],
    [
      'an e-mail address that the page gives',
      { user: jeff, variables: { hubspot_session: { email: 'jeff@work.example' } } },
      [['identify', { id: 'jeff', email: 'jeff@work.example' }]],
    ],
    [
      'session data as contact properties: lower case, dates in milliseconds',
      { user: jeff, variables: { analytical_session: { 'Member since': new Date(1_700_000_000_000), Plan: 'gold' } } },
      [['identify', { id: 'jeff', member_since: 1_700_000_000_000, plan: 'gold' }]],
    ],
    [
      'an identity that is an e-mail address as one',
      { variables: { hubspot_identity: 'ann@example.com' } },
      [['identify', { id: 'ann@example.com', email: 'ann@example.com' }]],
    ],
    [
      'no id of the session’s in place of the contact’s',
      { user: jeff, variables: { analytical_session: { id: 'session-1', plan: 'gold' } } },
      [['identify', { id: 'jeff', plan: 'gold' }]],
    ],
    [
      'nothing of a visitor who is nobody to HubSpot',
      { variables: { analytical_session: { plan: 'gold' } } },
      undefined,
    ],
    ['the path', { variables: { analytical_page: { href: 'https://rhymes.example/a?b' } } }, [['setPath', '/a?b']]],
    [
      'its own path before the shared one',
      { variables: { analytical_page: { href: '/a' }, hubspot_path: '/b' } },
      [['setPath', '/b']],
    ],
    ['a path with the slash it lacked', { variables: { hubspot_path: 'a' } }, [['setPath', '/a']]],
    [
      'no path for a query alone, whose path only the browser knows',
      { variables: { analytical_page: { href: '?a=b' } } },
      undefined,
    ],
    ['the kind of page', { variables: { hubspot_content_type: 'blog-post' } }, [['setContentType', 'blog-post']]],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [event('pe1234567_goal_5', {})]],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'Signed up', revenue: 9.5, currency: 'EUR' } } },
      [event('pe1234567_signed_up', { revenue: 9.5, currency: 'EUR' })],
    ],
    ['an event by its internal name', { variables: { hubspot_events: [['pe1234567_x']] } }, [event('pe1234567_x', {})]],
    [
      'identity, path, goal, split and events in the order the queue asks for',
      {
        user: jeff,
        variables: {
          analytical_events: [['liked', { Lines: 4 }]],
          analytical_split: { name: 'home', version: 'loud' },
          analytical_goal: 'posted',
          analytical_page: { href: '/a' },
        },
      },
      [
        ['identify', { id: 'jeff' }],
        ['setPath', '/a'],
        event('pe1234567_posted', {}),
        event('pe1234567_split_test', { split_name: 'home', split_version: 'loud' }),
        event('pe1234567_liked', { lines: 4 }),
      ],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, errors } = hubspot(page)
    expect(errors).toEqual([])
    expect(globals._hsq).toEqual(queue)
  })
})

describe('the loader', () => {
  test.each([
    [{}, 'https://js.hs-scripts.com/1234567.js'],
    [{ HUBSPOT_REGION: 'eu1' }, 'https://js-eu1.hs-scripts.com/1234567.js'],
    [{ HUBSPOT_BUSINESS_UNIT_ID: 42 }, 'https://js.hs-scripts.com/1234567.js?businessUnitId=42'],
  ])('with %j is %s', (more, address) => {
    expect(hubspot({ settings: { ...settings, ...more } }).loads).toEqual([address])
  })
})
