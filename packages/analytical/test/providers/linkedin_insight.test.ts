import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { LINKEDIN_INSIGHT_PARTNER_ID: '1234567' }
const mapped = { ...settings, LINKEDIN_INSIGHT_CONVERSIONS: '{"signed_up":11,"5":"22","liked":"33x"}' }
const linkedin = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

describe('what the tag finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['nothing for an anonymous visitor', {}, []],
    ['nobody’s name without a grant', { user: jeff }, []],
    [
      'the e-mail address where a setting grants it',
      { user: jeff, settings: { ...settings, LINKEDIN_INSIGHT_PERSONAL_DATA: 'email' } },
      [['setUserData', { email: 'jeff@example.com' }]],
    ],
    ['a goal whose id is a conversion’s', { variables: { analytical_goal: 99 } }, [['track', { conversion_id: 99 }]]],
    [
      'a goal by its name in the setting, with its revenue',
      {
        settings: mapped,
        variables: { linkedin_insight_goal: { id: 8, name: 'signed_up', revenue: 9.5, currency: 'EUR' } },
      },
      [['track', { conversion_id: 11, conversion_value: 9.5, currency: 'EUR' }]],
    ],
    [
      'a goal by its id in the setting',
      { settings: mapped, variables: { analytical_goal: 5 } },
      [['track', { conversion_id: 22 }]],
    ],
    ['no goal that is no conversion', { variables: { analytical_goal: 'constructor' } }, []],
    [
      'the events that are conversions',
      {
        settings: mapped,
        variables: { analytical_events: [['signed_up', { event_id: 'e1' }], ['liked'], ['other'], ['99']] },
      },
      [['track', { conversion_id: 11, event_id: 'e1' }]],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, errors } = linkedin(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({
      lintrk: { q: queue },
      _linkedin_partner_id: '1234567',
      _linkedin_data_partner_ids: ['1234567'],
    })
  })
})

test('every partner id is told, and has an image where scripting is off', () => {
  const { globals, loads, images } = linkedin({ settings: { LINKEDIN_INSIGHT_PARTNER_ID: '1, 2' } })
  expect(globals).toEqual({ lintrk: { q: [] }, _linkedin_partner_id: '1', _linkedin_data_partner_ids: ['1', '2'] })
  expect(loads).toEqual(['https://snap.licdn.com/li.lms-analytics/insight.min.js'])
  expect(images).toEqual([
    'https://px.ads.linkedin.com/collect/?pid=1&fmt=gif',
    'https://px.ads.linkedin.com/collect/?pid=2&fmt=gif',
  ])
})

test.each(['AW-123456789', 'XXXXXXX', 'YOUR_PARTNER_ID'])('%s is refused', (id) => {
  expect(() => createAnalytical({ settings: { LINKEDIN_INSIGHT_PARTNER_ID: id } })).toThrow('must be digits')
})
