import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { piwikPro } from '../../src/providers/piwik_pro.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const id = 'b59b0b9e-3c0a-4e21-9d8a-7a2d1c0f4e65'
const settings = { PIWIK_PRO_ACCOUNT: 'example', PIWIK_PRO_CONTAINER_ID: id }
const piwikOf = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const start = { start: expect.any(Number), event: 'stg.start' }
const ppms = { tm: {}, cm: {} }

describe('what the container finds', () => {
  test.each<[what: string, page: Partial<PageWith>, layer: unknown[], queue: unknown[]]>([
    ['the start alone for an anonymous visitor', {}, [start], []],
    ['the user name as user ID', { user: jeff }, [start], [['setUserId', 'jeff']]],
    [
      'neither e-mail address nor name',
      { user: jeff, settings: { ...settings, PIWIK_PRO_PERSONAL_DATA: ['email', 'name'] } },
      [start],
      [['setUserId', 'jeff']],
    ],
    [
      'session and split in the data layer, before the start',
      {
        user: jeff,
        variables: { analytical_session: { plan: 'gold' }, analytical_split: { name: 'home', version: 'loud' } },
      },
      [{ session: { plan: 'gold' }, split: { name: 'home', version: 'loud' } }, start],
      [['setUserId', 'jeff']],
    ],
    ['its own data', { variables: { piwik_pro_data: { section: 'rhymes' } } }, [{ section: 'rhymes' }, start], []],
    [
      'custom dimensions and other commands',
      { variables: { piwik_pro_dimensions: { 1: 'sonnet' }, piwik_pro_commands: [['enableHeartBeatTimer'], 7] } },
      [start],
      [['setCustomDimensionValue', '1', 'sonnet'], ['enableHeartBeatTimer']],
    ],
    [
      'address, title and referrer',
      { variables: { analytical_page: { href: '/a', title: 'A', referrer: 'https://b.example/' } } },
      [start],
      [
        ['setCustomUrl', '/a'],
        ['setDocumentTitle', 'A'],
        ['setReferrerUrl', 'https://b.example/'],
      ],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [start], [['trackGoal', '5']]],
    [
      'a goal by UUID with its revenue',
      { variables: { piwik_pro_goal: { id, revenue: 9.5 } } },
      [start],
      [['trackGoal', id, 9.5]],
    ],
    [
      'a goal by name as an event',
      { variables: { analytical_goal: { name: 'signed up', revenue: 9.5 } } },
      [start],
      [['trackEvent', 'goal', 'signed up', '', 9.5]],
    ],
    [
      'events',
      { variables: { analytical_events: [['liked'], ['played', { category: 'video', label: 'ode', value: 3 }]] } },
      [start],
      [
        ['trackEvent', 'event', 'liked'],
        ['trackEvent', 'video', 'played', 'ode', 3],
      ],
    ],
  ])('%s', (_, page, layer, queue) => {
    const { globals, errors } = piwikOf(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ dataLayer: layer, _paq: queue, ppms })
  })
})

test.each([
  [{}, `https://example.containers.piwik.pro/${id}.js`],
  [{ PIWIK_PRO_CONTAINER_HOST: 'tags.example.com' }, `https://tags.example.com/${id}.js`],
  [{ PIWIK_PRO_DATA_LAYER: 'layer' }, `https://example.containers.piwik.pro/${id}.js?data_layer_name=layer`],
])('%j load %s', (more, address) => {
  expect(piwikOf({ settings: { ...settings, ...more } }).loads).toEqual([address])
})

test('another name of the data layer', () => {
  const { globals } = piwikOf({ settings: { ...settings, PIWIK_PRO_DATA_LAYER: 'layer' } })
  expect(globals).toEqual({ layer: [start], _paq: [], ppms })
})

test('the policy has the account’s hosts, or its own domains', () => {
  const policy = (more: object) => createAnalytical({ settings: { ...settings, ...more } }).csp()['connect-src']
  expect(policy({})).toEqual(
    expect.arrayContaining(['https://example.containers.piwik.pro', 'https://example.piwik.pro']),
  )
  const own = policy({ PIWIK_PRO_CONTAINER_HOST: 'tags.example.com', PIWIK_PRO_TRACKER_HOST: 'stats.example.com' })
  expect(own).toEqual(expect.arrayContaining(['https://tags.example.com', 'https://stats.example.com']))
  expect(own).not.toContain('https://example.piwik.pro')
})

test.each([
  { PIWIK_PRO_ACCOUNT: 'example.piwik.pro' },
  { PIWIK_PRO_ACCOUNT: 'https://example.piwik.pro' },
  { PIWIK_PRO_ACCOUNT: 'jeff@example' },
  { PIWIK_PRO_CONTAINER_ID: '345' },
  { PIWIK_PRO_CONTAINER_ID: 'GTM-ABC123' },
  { PIWIK_PRO_CONTAINER_HOST: 'tags.example.com/path' },
])('%j is refused', (wrong) => {
  expect(() => piwikOf({ settings: { ...settings, ...wrong } })).toThrow(Object.keys(wrong)[0] as string)
})

describe('consent', () => {
  const all = (analytics: object, functional: object, marketing: object) => ({
    analytics,
    ab_testing_and_personalization: functional,
    user_feedback: functional,
    conversion_tracking: marketing,
    marketing_automation: marketing,
    remarketing: marketing,
  })

  test('is told by category', () => {
    const values = { PIWIK_PRO_CONTAINER_ID: id }
    const { dataLayer } = consentOf(piwikPro, values, {
      analytics: 'granted',
      functional: 'denied',
      marketing: 'granted',
    })
    const [call] = dataLayer as { event: string; parameters: unknown[] }[]
    expect(call?.event).toBe('ppms.cm:setComplianceSettings')
    expect(call?.parameters[0]).toEqual({ consents: all({ status: 1 }, { status: 0 }, { status: 1 }) })
  })

  test.each([{}, { analytics: 'pending' } as const])('%j is no choice yet', (choice) => {
    expect(consentOf(piwikPro, {}, choice)).toEqual({ dataLayer: [], ppms })
  })
})
