import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { optimizely as provider } from '../../src/providers/optimizely.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { OPTIMIZELY_PROJECT_ID: '1234567890' }
const optimizely = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

describe('what Optimizely’s snippet finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['nothing of an anonymous visitor', {}, []],
    ['the user name as an attribute', { user: jeff }, [{ type: 'user', attributes: { username: 'jeff' } }]],
    ['no user name that is an e-mail address', { user: { username: 'jeff@example.com' } }, []],
    [
      'session data and attributes',
      { variables: { analytical_session: { plan: 'pro' }, optimizely_attributes: { plan: 'gold', form: 'sonnet' } } },
      [{ type: 'user', attributes: { plan: 'gold', form: 'sonnet' } }],
    ],
    [
      'the pages this page is',
      { variables: { optimizely_pages: ['rhyme_page', 'start'] } },
      [
        { type: 'page', pageName: 'rhyme_page' },
        { type: 'page', pageName: 'start' },
      ],
    ],
    ['one page', { variables: { optimizely_pages: 'start' } }, [{ type: 'page', pageName: 'start' }]],
    ['tags', { variables: { optimizely_tags: { category: 'odes' } } }, [{ type: 'tags', tags: { category: 'odes' } }]],
    ['a goal by name', { variables: { analytical_goal: 'posted' } }, [{ type: 'event', eventName: 'posted' }]],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [{ type: 'event', eventName: 'goal_5' }]],
    [
      'a goal’s revenue in cents',
      { variables: { analytical_goal: { id: 'posted', revenue: 75.02, currency: 'EUR' } } },
      [{ type: 'event', eventName: 'posted', tags: { revenue: 7502 } }],
    ],
    [
      'no revenue that is no number',
      { variables: { analytical_goal: { id: 'posted', revenue: 'a lot' } } },
      [{ type: 'event', eventName: 'posted' }],
    ],
    [
      'events, their revenue in cents',
      { variables: { analytical_events: [['liked', { lines: 4, revenue: 0.1 }], ['read']] } },
      [
        { type: 'event', eventName: 'liked', tags: { lines: 4, revenue: 10 } },
        { type: 'event', eventName: 'read' },
      ],
    ],
    [
      'the visitor and the page before what happened',
      {
        user: jeff,
        variables: { analytical_goal: 'posted', optimizely_pages: 'start', optimizely_tags: { a: 1 } },
      },
      [
        { type: 'user', attributes: { username: 'jeff' } },
        { type: 'tags', tags: { a: 1 } },
        { type: 'page', pageName: 'start' },
        { type: 'event', eventName: 'posted' },
      ],
    ],
    ['the project by the name that django-analytical has', { settings: { OPTIMIZELY_ACCOUNT_NUMBER: 1234567890 } }, []],
  ])('%s', (_, page, queue) => {
    const { globals, loads, errors } = optimizely(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ optimizely: queue })
    expect(loads).toEqual(['https://cdn.optimizely.com/js/1234567890.js'])
  })
})

test('the snippet blocks, so that no variant flickers', () => {
  const analytical = createAnalytical({ settings })
  expect(analytical.render('optimizely')).toContain(
    '<script src="https://cdn.optimizely.com/js/1234567890.js"></script>',
  )
})

test('an own copy of the snippet is loaded in place of Optimizely’s, and allowed', () => {
  const own = { ...settings, OPTIMIZELY_SNIPPET_URL: 'https://static.rhymes.example/optimizely.js' }
  expect(optimizely({ settings: own }).loads).toEqual(['https://static.rhymes.example/optimizely.js'])
  expect(createAnalytical({ settings: own }).csp()['script-src']).toContain('https://static.rhymes.example')
})

test.each([
  [{}, 'https://a1234567890.cdn.optimizely.com'],
  [{ OPTIMIZELY_ACCOUNT_ID: '123' }, 'https://a123.cdn.optimizely.com'],
])('with %j the policy allows the frame of %s', (more, frame) => {
  expect(createAnalytical({ settings: { ...settings, ...more } }).csp()['frame-src']).toEqual([frame])
})

test.each([
  [[{ analytics: 'denied' as const }], ['holdEvents']],
  [[{}], ['holdEvents']],
  [
    [{ analytics: 'pending' as const }, { analytics: 'granted' as const }],
    ['holdEvents', 'sendEvents'],
  ],
])('after the consent %j events are held and sent accordingly', (choices, types) => {
  expect(consentOf(provider, settings, ...choices)).toEqual({ optimizely: types.map((type) => ({ type })) })
})

test('personal data cannot be granted to Optimizely', () => {
  expect(() => createAnalytical({ settings: { OPTIMIZELY_PERSONAL_DATA: ['email'] } })).toThrow(
    'OPTIMIZELY_PERSONAL_DATA is no setting: the terms of the service forbid personal data',
  )
})

test.each<[setting: string, value: string, reason: string]>([
  ['OPTIMIZELY_PROJECT_ID', 'XXXXXXX', 'must be digits'],
  ['OPTIMIZELY_PROJECT_ID', '123.js', 'must be digits'],
  ['OPTIMIZELY_SNIPPET_URL', 'http://a.example/x.js', 'must be reached by https'],
  ['OPTIMIZELY_SNIPPET_URL', 'https://ann:secret@a.example/x.js', 'must not hold a user name'],
])('%s %s is refused', (setting, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [setting]: value } })).toThrow(reason)
})
