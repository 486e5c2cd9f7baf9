import { readTracking, shapeOf } from '@analytical/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { hostileText, hostileValue, runs } from '../hostile/texts.ts'

const positions = ['head_top', 'head_bottom', 'body_top', 'body_bottom']
const settings = {
  CLICKY_SITE_ID: '12345678',
  GOOGLE_ANALYTICS_ID: 'G-ABCDE12345',
  HUBSPOT_PORTAL_ID: '1234567',
  ANALYTICAL_PERSONAL_DATA: 'email name',
  ANALYTICAL_INTERNAL_IPS: '10.0.0.0/8',
}

const fields = fc.dictionary(hostileText, hostileValue, { maxKeys: 4 })
const page = fc.record({
  context: fc.record({
    analytical_identity: hostileText,
    analytical_goal: fc.record({ id: hostileText, name: hostileText, revenue: hostileValue, currency: hostileText }),
    analytical_split: fc.record({ name: hostileText, version: hostileText }),
    analytical_page: fc.record({ href: hostileText, title: hostileText, referrer: hostileText }),
    analytical_events: fc.array(
      fc.tuple(
        hostileText.filter((name) => name !== ''),
        fields,
      ),
      { maxLength: 3 },
    ),
    clicky_session: fields,
    clicky_anything: hostileValue,
    google_analytics_config: fields,
    google_analytics_session: fields,
    hubspot_session: fields,
    hubspot_path: hostileText,
  }),
  user: fc.record({ username: hostileText, id: hostileText, email: hostileText, name: hostileText }),
  nonce: fc.option(hostileText, { nil: undefined }),
})

type Page = typeof page extends fc.Arbitrary<infer P> ? P : never

function siteIn(mode: string) {
  const faults: unknown[] = []
  const analytical = createAnalytical({
    settings: { ...settings, ANALYTICAL_SCRIPTS: mode },
    onError: (error, { phase }) => phase !== 'nonce' && !String(error).includes('left out') && faults.push(error),
  })
  const html = ({ context, user, nonce }: Partial<Page>, ip = '203.0.113.7') => {
    const view = analytical.pageView({ ip, user, nonce })
    return positions
      .map((position) => analytical.render(`analytical_${position}`, { ...context, analytical: view }))
      .join('')
  }
  return { html, faults }
}

describe.each(['inline', 'island'])('whatever a page and its visitor are called, %s', (mode) => {
  const { html, faults } = siteIn(mode)
  const shape = (given: Partial<Page>, ip?: string) =>
    shapeOf(html(given, ip)).map((element) => element.replace(' nonce', ''))
  const harmless = shape({ context: { hubspot_path: '/' } as never })
  const commentedOut = shape({}, '10.0.0.1')

  test('the page has the same elements, live and commented out', () => {
    fc.assert(
      fc.property(page, (given) => {
        expect(shape(given)).toEqual(harmless)
        expect(shape(given, '10.0.0.1')).toEqual(commentedOut)
        expect(faults).toEqual([])
      }),
      runs,
    )
  })

  test('each service gets the values as they were given', () => {
    fc.assert(
      fc.property(page, (given) => {
        const { context } = given
        const { globals, errors } = readTracking(html(given))
        expect(errors).toEqual([])
        const clicky = globals.clicky_custom as { anything: unknown; session: object }
        const [, config] = globals.dataLayer as [unknown, [string, string, object]]
        expect(clicky.anything).toEqual(asJson(context.clicky_anything))
        expect(clicky.session).toMatchObject(asJson(context.clicky_session) as object)
        for (const [name, value] of Object.entries(asJson(context.google_analytics_config) as object)) {
          if (Object.hasOwn(kits, name)) continue
          expect(Object.getOwnPropertyDescriptor(config[2], name)?.value).toEqual(value)
        }
      }),
      { ...runs, numRuns: 60 },
    )
  })
})

const kits = { user_id: 1, user_properties: 1, page_location: 1, page_title: 1, page_referrer: 1 }

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
