import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const script = 'https://va.vercel-scripts.com/v1/script.js'
const settings = { VERCEL_ANALYTICS_SCRIPT_URL: script, VERCEL_ANALYTICS_DSN: 'Zk4rT9wQm2XbVn7sLc1Yp8HdGf3' }
const vercel = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

describe('what Vercel’s script finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[] | undefined]>([
    ['nothing of a visitor', { user: jeff, variables: { analytical_session: { plan: 'gold' } } }, undefined],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['event', { name: 'goal_5' }]]],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'posted', revenue: 9.5, currency: 'EUR' } } },
      [['event', { name: 'posted', data: { revenue: 9.5, currency: 'EUR' } }]],
    ],
    [
      'its own goal before the shared one',
      { variables: { analytical_goal: 5, vercel_analytics_goal: 6 } },
      [['event', { name: 'goal_6' }]],
    ],
    [
      'events without nested properties',
      { variables: { analytical_events: [['rhyme posted', { lines: 4, at: null, more: { a: 1 } }], ['liked']] } },
      [
        ['event', { name: 'rhyme posted', data: { lines: 4, at: null } }],
        ['event', { name: 'liked' }],
      ],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, errors } = vercel(page)
    expect(errors).toEqual([])
    expect(globals.vaq).toEqual(queue)
  })
})

test('events are counted under the page’s own address, until the address changes', () => {
  const seen: unknown[] = []
  vercel({
    variables: { analytical_page: { href: '/a?b', title: 'A' } },
    vendors: {
      [script]: (window) => {
        const [name, change] = window.vaq[0]
        seen.push(name, change({ type: 'pageview', url: 'https://rhymes.example/page?x=1' }))
        window.history.pushState({}, '', '/next')
        seen.push(change({ type: 'pageview', url: 'https://rhymes.example/next' }))
      },
    },
  })
  expect(seen).toEqual([
    'beforeSend',
    { type: 'pageview', url: 'https://rhymes.example/a?b' },
    { type: 'pageview', url: 'https://rhymes.example/next' },
  ])
})

describe('the script', () => {
  test.each<[what: string, more: Record<string, unknown>, element: string]>([
    ['finds the DSN', {}, `<script defer src="${script}" data-dsn="Zk4rT9wQm2XbVn7sLc1Yp8HdGf3"></script>\n`],
    [
      'comes from the site’s own host on Vercel',
      {
        VERCEL_ANALYTICS_SCRIPT_URL: 'https://rhymes.example/_vercel/insights/script.js',
        VERCEL_ANALYTICS_ENDPOINT: 'https://rhymes.example/_vercel/insights',
      },
      '<script defer src="https://rhymes.example/_vercel/insights/script.js" data-dsn="Zk4rT9wQm2XbVn7sLc1Yp8HdGf3" data-endpoint="https://rhymes.example/_vercel/insights"></script>\n',
    ],
  ])('%s', (_, more, element) => {
    expect(createAnalytical({ settings: { ...settings, ...more } }).render('vercel_analytics')).toContain(element)
  })

  test.each<[more: Record<string, unknown>, scripts: string, endpoint: string]>([
    [{}, 'https://va.vercel-scripts.com', 'https://vitals.vercel-insights.com'],
    [
      {
        VERCEL_ANALYTICS_SCRIPT_URL: 'https://rhymes.example/_vercel/insights/script.js',
        VERCEL_ANALYTICS_ENDPOINT: 'https://rhymes.example/_vercel/insights',
      },
      'https://rhymes.example',
      'https://rhymes.example',
    ],
  ])('with %j and what it sends to are in the policy', (more, scripts, endpoint) => {
    expect(createAnalytical({ settings: { ...settings, ...more } }).csp()).toMatchObject({
      'script-src': [scripts],
      'connect-src': [endpoint],
    })
  })
})

test.each([
  ['VERCEL_ANALYTICS_DSN', 'XXXXXXXX', 'must be the DSN of a project, your own'],
  ['VERCEL_ANALYTICS_DSN', '<your dsn>', 'must be the DSN of a project, your own'],
  ['VERCEL_ANALYTICS_DSN', 'https://x.example', 'must be the DSN of a project'],
  ['VERCEL_ANALYTICS_ENDPOINT', 'http://rhymes.example', 'must be reached by https'],
  ['VERCEL_ANALYTICS_SCRIPT_URL', 'https://jeff@rhymes.example/script.js', 'must not hold a user name'],
])('%s %s is refused with the reason', (name, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [name]: value } })).toThrow(`${name} ${reason}`)
})

test('personal data cannot be granted', () => {
  expect(() => createAnalytical({ settings: { ...settings, VERCEL_ANALYTICS_PERSONAL_DATA: ['email'] } })).toThrow(
    'VERCEL_ANALYTICS_PERSONAL_DATA is no setting',
  )
})
