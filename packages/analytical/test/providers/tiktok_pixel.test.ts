import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { contactHash } from '../../src/contact-hash.ts'
import { tiktokPixel } from '../../src/providers/tiktok_pixel.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { TIKTOK_PIXEL_ID: 'CABCDE12345FGHIJ6789' }
const tiktok = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const library = (id: string) => `https://analytics.tiktok.com/i18n/pixel/events.js?sdkid=${id}&lib=ttq`

describe('what the library finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['the page view for an anonymous visitor', {}, [['page']]],
    ['nobody’s name without a grant', { user: jeff }, [['page']]],
    [
      'e-mail address and user name where a setting grants them, hashed',
      { user: jeff, settings: { ...settings, TIKTOK_PIXEL_PERSONAL_DATA: ['email', 'name'] } },
      [['identify', { email: contactHash('jeff@example.com'), external_id: contactHash('jeff') }], ['page']],
    ],
    [
      'more fields that the page gives',
      { variables: { tiktok_pixel_user_data: { phone_number: 'a5' } } },
      [['identify', { phone_number: 'a5' }], ['page']],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['page'], ['track', 'goal_5']]],
    [
      'a goal with its revenue',
      { variables: { tiktok_pixel_goal: { name: 'Purchase', revenue: 9.5, currency: 'EUR' } } },
      [['page'], ['track', 'Purchase', { value: 9.5, currency: 'EUR' }]],
    ],
    [
      'events, with the id that the server tells too',
      { variables: { analytical_events: [['Download', { event_id: 'e1', content_name: 'rhyme' }], ['liked']] } },
      [['page'], ['track', 'Download', { content_name: 'rhyme' }, { event_id: 'e1' }], ['track', 'liked', {}]],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, errors } = tiktok(page)
    expect(errors).toEqual([])
    expect(Array.from(globals.ttq as unknown[])).toEqual(queue)
    expect(globals.TiktokAnalyticsObject).toBe('ttq')
  })
})

describe('what the library finds of the pixels', () => {
  const pixels = (page: Partial<PageWith>) => {
    const { _i, _t, _o } = tiktok(page).globals.ttq as Record<string, Record<string, { _u?: string }>>
    return { files: Object.entries(_i ?? {}).map(([id, { _u }]) => [id, _u]), _t, _o }
  }

  test('each of several, with its own copy of the library', () => {
    const both = { TIKTOK_PIXEL_ID: ['CABCDE12345FGHIJ6789', 'DABCDE12345FGHIJ6789'] }
    expect(pixels({ settings: both })).toEqual({
      files: both.TIKTOK_PIXEL_ID.map((id) => [id, 'https://analytics.tiktok.com/i18n/pixel/events.js']),
      _t: { CABCDE12345FGHIJ6789: expect.any(Number), DABCDE12345FGHIJ6789: expect.any(Number) },
      _o: { CABCDE12345FGHIJ6789: {}, DABCDE12345FGHIJ6789: {} },
    })
    expect(tiktok({ settings: both }).loads).toEqual(both.TIKTOK_PIXEL_ID.map(library))
  })

  test('the region', () => {
    const american = { ...settings, TIKTOK_PIXEL_REGION: 'us' }
    const file = 'https://analytics.us.tiktok.com/i18n/pixel/events.js'
    expect(pixels({ settings: american }).files).toEqual([['CABCDE12345FGHIJ6789', file]])
    expect(tiktok({ settings: american }).loads).toEqual([`${file}?sdkid=CABCDE12345FGHIJ6789&lib=ttq`])
    expect(createAnalytical({ settings: american }).csp()['img-src']).toContain('https://analytics.us.tiktok.com')
  })

  test('a queue of its own', () => {
    let queue: unknown
    tiktok({
      vendors: {
        [library('CABCDE12345FGHIJ6789')]: ({ ttq }) => {
          const pixel = ttq.instance('CABCDE12345FGHIJ6789')
          pixel.track('Lead', { value: 1 })
          queue = JSON.parse(JSON.stringify(ttq._i.CABCDE12345FGHIJ6789))
        },
      },
    })
    expect(queue).toEqual([['track', 'Lead', { value: 1 }]])
  })
})

test('consent is held while pending, then granted or revoked', () => {
  const { ttq } = consentOf(
    tiktokPixel,
    { TIKTOK_PIXEL_ID: ['CABCDE12345FGHIJ6789'] },
    { marketing: 'pending' },
    { marketing: 'granted' },
    { marketing: 'denied' },
    {},
  )
  expect(Array.from(ttq as unknown[])).toEqual([
    ['holdConsent'],
    ['grantConsent'],
    ['revokeConsent'],
    ['revokeConsent'],
  ])
})

test.each(['1234567', 'AW-123456789', 'XXXXXXXXXXXXXXXXXXXX', 'YOUR_PIXEL_ID', 'cabcde12345fghij6789'])(
  '%s is refused',
  (id) => {
    expect(() => createAnalytical({ settings: { TIKTOK_PIXEL_ID: id } })).toThrow('must be the id of a TikTok pixel')
  },
)
