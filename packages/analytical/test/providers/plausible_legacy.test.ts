import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { attributesOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { PLAUSIBLE_LEGACY_DOMAIN: 'rhymes.example' }
const manual = { ...settings, PLAUSIBLE_LEGACY_EXTENSIONS: 'manual' }
const plausible = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

describe('what Plausible’s script finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue?: unknown[]]>([
    ['nothing where the script counts the page itself', { user: jeff }],
    [
      'nothing of the session and the address, which the script cannot take',
      { variables: { analytical_session: { plan: 'gold' }, analytical_page: { href: '/a' } } },
    ],
    [
      'the properties of the session with an event',
      { variables: { analytical_session: { plan: 'gold', lines: 0 }, analytical_events: [['liked', { lines: 4 }]] } },
      [['liked', { props: { plan: 'gold', lines: 4 } }]],
    ],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 5, revenue: 9.5, currency: 'EUR' } } },
      [['goal_5', { revenue: { currency: 'EUR', amount: 9.5 } }]],
    ],
    ['the page view with the extension manual', { settings: manual, user: jeff }, [['pageview', {}]]],
    [
      'the page view with session, split test and properties of the page',
      {
        settings: manual,
        user: jeff,
        variables: {
          analytical_session: { plan: 'gold' },
          analytical_split: { name: 'home', version: 'loud' },
          plausible_legacy_props: { author: 'Jeff' },
        },
      },
      [['pageview', { props: { plan: 'gold', split_home: 'loud', author: 'Jeff' } }]],
    ],
    [
      'everything under the page’s own address, made absolute',
      {
        settings: { ...settings, PLAUSIBLE_LEGACY_EXTENSIONS: ['hash', 'manual'] },
        variables: { analytical_page: { href: '/a?b' }, analytical_goal: 'read' },
      },
      [
        ['pageview', { u: 'https://rhymes.example/a?b' }],
        ['read', { u: 'https://rhymes.example/a?b' }],
      ],
    ],
  ])('%s', (_, page, queue = []) => {
    const { globals, errors } = plausible(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ plausible: { q: queue } })
  })
})

test('calls are taken before the script is there', () => {
  expect(createAnalytical({ settings }).render('plausible_legacy')).toContain('push(arguments)')
})

describe('the element', () => {
  test.each<[more: object, address: string, attributes: object]>([
    [{}, 'https://plausible.io/js/script.js', { 'data-domain': 'rhymes.example' }],
    [
      { PLAUSIBLE_LEGACY_DOMAIN: ['rhymes.example', 'poets.example/blog'] },
      'https://plausible.io/js/script.js',
      { 'data-domain': 'rhymes.example,poets.example/blog' },
    ],
    [
      { PLAUSIBLE_LEGACY_EXTENSIONS: 'outbound-links, compat, compat' },
      'https://plausible.io/js/script.compat.outbound-links.js',
      { 'data-domain': 'rhymes.example', id: 'plausible' },
    ],
    [
      {
        PLAUSIBLE_LEGACY_HOST: 'https://stats.rhymes.example',
        PLAUSIBLE_LEGACY_API: 'https://rhymes.example/event',
        PLAUSIBLE_LEGACY_EXTENSIONS: ['exclusions'],
        PLAUSIBLE_LEGACY_EXCLUDE: '/a, /b/*',
        PLAUSIBLE_LEGACY_INCLUDE: ['/**'],
      },
      'https://stats.rhymes.example/js/script.exclusions.js',
      {
        'data-domain': 'rhymes.example',
        'data-api': 'https://rhymes.example/event',
        'data-exclude': '/a,/b/*',
        'data-include': '/**',
      },
    ],
  ])('with %j', (more, address, attributes) => {
    expect(attributesOf({ ...settings, ...more }, address)).toEqual({ src: address, defer: '', ...attributes })
  })
})

test('the policy names the hosts of the settings', () => {
  const policy = createAnalytical({
    settings: {
      ...settings,
      PLAUSIBLE_LEGACY_HOST: 'https://stats.rhymes.example',
      PLAUSIBLE_LEGACY_API: 'https://rhymes.example/event',
    },
  }).csp()
  expect(policy['script-src']).toContain('https://stats.rhymes.example')
  expect(policy['connect-src']).toContain('https://rhymes.example')
})

test.each([
  ['PLAUSIBLE_LEGACY_DOMAIN', 'https://rhymes.example', 'without https://'],
  ['PLAUSIBLE_LEGACY_DOMAIN', 'pa-8JxQk2Vd7nTzRw5YbLmCf', 'the id of a script goes into PLAUSIBLE_SCRIPT_ID'],
  ['PLAUSIBLE_LEGACY_DOMAIN', 'jeff@rhymes.example', 'must be a domain as Plausible calls it'],
  ['PLAUSIBLE_LEGACY_EXTENSIONS', 'manual,magic', 'must be one of compat, exclusions'],
  ['PLAUSIBLE_LEGACY_HOST', 'http://stats.rhymes.example', 'must be reached by https'],
])('%s %s is refused', (setting, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [setting]: value } })).toThrow(reason)
})
