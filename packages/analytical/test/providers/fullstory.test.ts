import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { fullstory as provider } from '../../src/providers/fullstory.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { FULLSTORY_ORG_ID: 'o-1ABCD2-na1' }
const fullstory = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

/** An entry of the queue: operation, options, source, what to call with the result, the version of the API. */
const call = (operation: string, options?: object) => [operation, options, undefined, undefined, undefined, 2]

describe('what fs.js finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['nothing for an anonymous visitor', {}, []],
    ['the user name as uid', { user: jeff }, [call('setIdentity', { uid: 'jeff' })]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, FULLSTORY_PERSONAL_DATA: 'email, name' } },
      [
        call('setIdentity', {
          uid: 'jeff',
          properties: { displayName: 'Jeffrey Bean', email: 'jeff@example.com' },
        }),
      ],
    ],
    [
      'session data as properties of the user, by names they may have',
      { user: jeff, variables: { analytical_session: { plan: 'gold', 'number of rhymes': 3, '2nd': true } } },
      [call('setIdentity', { uid: 'jeff', properties: { plan: 'gold', number_of_rhymes: 3, x_2nd: true } })],
    ],
    [
      'session data of an anonymous visitor',
      { variables: { fullstory_session: { plan: 'gold' } } },
      [call('setProperties', { type: 'user', properties: { plan: 'gold' } })],
    ],
    [
      'the title as name of the page',
      { variables: { analytical_page: { href: '/a', title: 'All rhymes' } } },
      [call('setProperties', { type: 'page', properties: { pageName: 'All rhymes' } })],
    ],
    [
      'the path where there is no title',
      { variables: { analytical_page: { href: 'https://rhymes.example/a?b' } } },
      [call('setProperties', { type: 'page', properties: { pageName: '/a?b' } })],
    ],
    [
      'a split test and properties of the page, with a name of its own',
      {
        variables: {
          analytical_page: { title: 'All rhymes' },
          analytical_split: { name: 'home page', version: 'loud' },
          fullstory_page_properties: { pageName: 'Rhymes', lines: 4 },
        },
      },
      [
        call('setProperties', {
          type: 'page',
          properties: { pageName: 'Rhymes', experiment_home_page: 'loud', lines: 4 },
        }),
      ],
    ],
    ['no properties where a page sets null', { variables: { fullstory_page_properties: null } }, []],
    [
      'a goal by number',
      { variables: { analytical_goal: 5 } },
      [call('trackEvent', { name: 'goal_5', properties: {} })],
    ],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'signed up', revenue: 9.5, currency: 'EUR' } } },
      [call('trackEvent', { name: 'signed up', properties: { revenue: 9.5, currency: 'EUR' } })],
    ],
    [
      'an event with its properties',
      { variables: { analytical_events: [['rhyme posted', { 'of lines': 4 }]] } },
      [call('trackEvent', { name: 'rhyme posted', properties: { of_lines: 4 } })],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, errors } = fullstory(page)
    expect(errors).toEqual([])
    expect((globals.FS as { q: unknown }).q).toEqual(queue)
  })
})

describe('where data goes and the script comes from', () => {
  test.each<[what: string, more: object, host: string, script: string]>([
    ['for an org of the first region', {}, 'fullstory.com', 'edge.fullstory.com/s/fs.js'],
    [
      'for an org whose id ends in the region',
      { FULLSTORY_ORG_ID: 'o-9DT-eu1' },
      'eu1.fullstory.com',
      'edge.eu1.fullstory.com/s/fs.js',
    ],
    ['for the region set', { FULLSTORY_REGION: 'eu1' }, 'eu1.fullstory.com', 'edge.eu1.fullstory.com/s/fs.js'],
    [
      'with a relay of the site’s own',
      { FULLSTORY_HOST: 'relay.rhymes.example', FULLSTORY_SCRIPT: 'relay.rhymes.example/s/fs.js' },
      'relay.rhymes.example',
      'relay.rhymes.example/s/fs.js',
    ],
  ])('%s', (_, more, host, script) => {
    const all = { ...settings, ...more }
    const { globals, loads } = fullstory({ settings: all })
    expect(globals).toMatchObject({
      _fs_host: host,
      _fs_script: script,
      _fs_org: all.FULLSTORY_ORG_ID,
      _fs_namespace: 'FS',
      FS: { q: [], _v: '2.0.0' },
    })
    expect(loads).toEqual([`https://${script}`])
    expect(createAnalytical({ settings: all }).csp()['script-src']).toContain(new URL(`https://${script}`).origin)
  })
})

test('FS can have another name', () => {
  const { globals } = fullstory({ settings: { ...settings, FULLSTORY_NAMESPACE: 'FullStory' }, user: jeff })
  expect(globals).not.toHaveProperty('FS')
  expect(globals._fs_namespace).toBe('FullStory')
  expect((globals.FullStory as { q: unknown }).q).toEqual([call('setIdentity', { uid: 'jeff' })])
})

test('fs.js takes the calls that come once it is there', () => {
  const taken: unknown[] = []
  const { errors } = fullstory({
    vendors: {
      'https://edge.fullstory.com/s/fs.js': (window) => {
        window.FS._api = (...all: unknown[]) => taken.push(all)
        window.FS('trackEvent', { name: 'liked' })
        window.FS('trackEventAsync', { name: 'posted' })
      },
    },
  })
  expect(errors).toEqual([])
  expect(taken).toEqual([
    call('trackEvent', { name: 'liked' }),
    ['trackEvent', { name: 'posted' }, undefined, expect.any(Function), expect.any(Function), 2],
  ])
})

describe('consent', () => {
  const granted = { analytics: 'granted' } as const
  const denied = { analytics: 'denied' } as const

  test.each([
    ['granted from the start: it captures', [granted], true, []],
    ['pending: it waits', [{ analytics: 'pending' } as const], false, []],
    ['granted later: it starts', [denied, granted], false, [call('start')]],
    ['taken back: it ends', [granted, denied], true, [call('shutdown')]],
  ])('%s', (_, choices, captures, queue) => {
    const globals = consentOf(provider, settings, ...choices)
    expect(globals._fs_capture_on_startup).toBe(captures)
    expect((globals.FS as { q: unknown }).q).toEqual(queue)
  })

  test('where nobody is asked for it capture is left as it is', () => {
    expect(fullstory({}).globals).not.toHaveProperty('_fs_capture_on_startup')
  })
})

test.each(['XXXXXX', '<your org id>', 'G-ABCDE12345', 'UA-12345-6', 'o-1ABCD2-na1;'])('%s is refused', (id) => {
  expect(() => createAnalytical({ settings: { FULLSTORY_ORG_ID: id } })).toThrow(
    'must be the id of a Fullstory organization',
  )
})

test.each([
  ['http://relay.rhymes.example', 'must be reached by https'],
  ['relay.rhymes.example/path', 'must be a host, without a path'],
  ['https://a:b@relay.rhymes.example', 'must not hold a user name or password'],
])('the host %s is refused', (host, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, FULLSTORY_HOST: host } })).toThrow(reason)
})
