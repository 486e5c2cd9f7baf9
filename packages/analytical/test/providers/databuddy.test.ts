import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { databuddy } from '../../src/providers/databuddy.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const clientId = '3ed1fce1-5a56-4cbc-a917-66864f6d18e3'
const settings = { DATABUDDY_CLIENT_ID: clientId }
const script = 'https://cdn.databuddy.cc/databuddy.js'
const methods = ['clearProfile', 'identify', 'setGlobalProperties', 'screenView', 'track']

/** What window.databuddy is called with once the file is there. */
function told(page: Partial<PageWith>): unknown[] {
  const calls: unknown[] = []
  const method = (name: string) => [name, (...told: unknown[]) => calls.push([name, ...told])]
  const vendors = {
    [script]: (window: Record<string, unknown>) => {
      window.databuddy = Object.fromEntries(methods.map(method))
    },
  }
  const { errors } = trackingOf({ settings, ...page, vendors })
  expect(errors).toEqual([])
  return calls
}

describe('what Databuddy’s script is told', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['nothing of an anonymous visitor', {}, []],
    ['the user name', { user: jeff }, [['identify', 'jeff']]],
    [
      'no more of an identity than it takes',
      { variables: { databuddy_identity: 'a'.repeat(130) } },
      [['identify', 'a'.repeat(128)]],
    ],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, DATABUDDY_PERSONAL_DATA: ['email', 'name'] } },
      [['identify', 'jeff', { email: 'jeff@example.com', name: 'Jeffrey Bean' }]],
    ],
    [
      'the session as traits, its own traits over it, nothing nested',
      {
        user: jeff,
        variables: {
          analytical_session: { plan: 'gold', posts: 3, more: { a: 1 } },
          databuddy_traits: { plan: 'silver' },
        },
      },
      [['identify', 'jeff', { plan: 'silver', posts: 3 }]],
    ],
    [
      'an anonymous session as properties of every event',
      { variables: { analytical_session: { plan: 'gold' }, databuddy_global_properties: { section: 'rhymes' } } },
      [['setGlobalProperties', { plan: 'gold', section: 'rhymes' }]],
    ],
    ['that nobody is signed in any more', { variables: { databuddy_clear_profile: true } }, [['clearProfile']]],
    [
      'the page’s own address as the script writes it, title and referrer',
      { variables: { analytical_page: { href: '/a?b', title: 'A', referrer: 'https://x.example/' } } },
      [['screenView', { path: 'https://rhymes.example/a', title: 'A', referrer: 'https://x.example/' }]],
    ],
    ['the page’s own title', { variables: { analytical_page: { title: 'A' } } }, [['screenView', { title: 'A' }]]],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['track', 'goal_5']]],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'posted', revenue: 9.5, currency: 'EUR' } } },
      [['track', 'posted', { revenue: 9.5, currency: 'EUR' }]],
    ],
    [
      'events, after the identity and the screen view',
      {
        user: jeff,
        variables: { analytical_page: { href: '/a' }, analytical_events: [['rhyme posted', { lines: 4 }], ['liked']] },
      },
      [
        ['identify', 'jeff'],
        ['screenView', { path: 'https://rhymes.example/a' }],
        ['track', 'rhyme posted', { lines: 4 }],
        ['track', 'liked'],
      ],
    ],
  ])('%s', (_, page, calls) => {
    expect(told(page)).toEqual(calls)
  })
})

test('a script that declines to run is not called', () => {
  const { globals, errors } = trackingOf({ settings, user: jeff, vendors: { [script]: () => {} } })
  expect({ globals, errors }).toEqual({ globals: {}, errors: [] })
})

describe('the element that the script reads', () => {
  test.each<[what: string, more: Record<string, unknown>, element: string]>([
    ['has the client id', {}, `<script async src="${script}" data-client-id="${clientId}"></script>\n`],
    [
      'has what is switched on and off',
      {
        DATABUDDY_API_URL: 'https://basket.rhymes.example/',
        DATABUDDY_TRACK_HASH_CHANGES: true,
        DATABUDDY_TRACK_ATTRIBUTES: true,
        DATABUDDY_TRACK_OUTGOING_LINKS: true,
        DATABUDDY_TRACK_INTERACTIONS: false,
        DATABUDDY_TRACK_WEB_VITALS: true,
        DATABUDDY_TRACK_ERRORS: true,
        DATABUDDY_SAMPLING_RATE: 0.5,
        DATABUDDY_SKIP_PATTERNS: '/admin/*',
        DATABUDDY_MASK_PATTERNS: ['/users/*', '/posts/*'],
      },
      `<script async src="${script}" data-client-id="${clientId}" data-api-url="https://basket.rhymes.example" data-track-hash-changes="true" data-track-attributes="true" data-track-outgoing-links="true" data-track-interactions="false" data-track-web-vitals="true" data-track-errors="true" data-sampling-rate="0.5" data-skip-patterns="[&quot;/admin/*&quot;]" data-mask-patterns="[&quot;/users/*&quot;,&quot;/posts/*&quot;]"></script>\n`,
    ],
    [
      'may load a copy',
      { DATABUDDY_SCRIPT_URL: 'https://static.rhymes.example/databuddy.js' },
      `<script async src="https://static.rhymes.example/databuddy.js" data-client-id="${clientId}"></script>\n`,
    ],
    [
      'has no setting of the kit’s',
      { DATABUDDY_INTERNAL_IPS: ['10.0.0.0/8'], DATABUDDY_PERSONAL_DATA: ['email'] },
      `<script async src="${script}" data-client-id="${clientId}"></script>\n`,
    ],
  ])('%s', (_, more, element) => {
    const analytical = createAnalytical({ settings: { ...settings, ...more } })
    const context = { analytical: analytical.pageView({ ip: '203.0.113.7' }) }
    expect(analytical.render('databuddy', context)).toContain(element)
  })
})

test('the policy has the hosts in use', () => {
  const own = {
    ...settings,
    DATABUDDY_API_URL: 'https://basket.rhymes.example',
    DATABUDDY_SCRIPT_URL: 'https://static.rhymes.example/databuddy.js',
  }
  expect(createAnalytical({ settings: own }).csp()).toMatchObject({
    'script-src': ['https://static.rhymes.example'],
    'connect-src': ['https://basket.rhymes.example'],
  })
})

describe('the visitor’s choice', () => {
  test.each<[what: string, choices: Parameters<typeof consentOf>[2][], globals: object]>([
    ['granted', [{ analytics: 'granted' }], { databuddyOptedOut: false }],
    ['denied', [{ analytics: 'denied' }], { databuddyOptedOut: true }],
    ['pending', [{ analytics: 'pending' }], { databuddyOptedOut: true }],
    ['left out', [{ marketing: 'granted' }], { databuddyOptedOut: true }],
    ['changed', [{ analytics: 'pending' }, { analytics: 'granted' }], { databuddyOptedOut: false }],
  ])('%s, before the script is there, is a flag', (_, choices, globals) => {
    expect(consentOf(databuddy, settings, ...choices)).toEqual(globals)
  })

  test('calls the script where it is there', () => {
    const call = String(databuddy.tags.databuddy?.consent?.(settings as never, { regions: [] }))
    const window = { calls: [] as string[], databuddyOptIn() {}, databuddyOptOut() {} }
    window.databuddyOptIn = () => window.calls.push('in')
    window.databuddyOptOut = () => window.calls.push('out')
    const choose = new Function('window', 'consent', call)
    for (const analytics of ['granted', 'denied', 'granted']) choose(window, { analytics })
    expect(window.calls).toEqual(['in', 'out', 'in'])
    expect(window).not.toHaveProperty('databuddyOptedOut')
  })
})

test.each([
  ['DATABUDDY_CLIENT_ID', 'your-client-id', 'must be the client id of a website, your own'],
  ['DATABUDDY_CLIENT_ID', 'XXXXXXXX', 'must be the client id of a website, your own'],
  ['DATABUDDY_CLIENT_ID', '12 34', 'must be the client id of a website'],
  ['DATABUDDY_API_URL', 'http://basket.rhymes.example', 'must be reached by https'],
  ['DATABUDDY_SCRIPT_URL', 'https://jeff@static.rhymes.example/databuddy.js', 'must not hold a user name'],
  ['DATABUDDY_SAMPLING_RATE', '2', 'must be a number from 0 to 1'],
])('%s %s is refused with the reason', (name, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [name]: value } })).toThrow(`${name} ${reason}`)
})
