import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, trackingOf } from './tracking-of.ts'

const settings = { CLOUDFLARE_WEB_ANALYTICS_TOKEN: '42e216b9090a4f59384b1a891dce9eec' }
const script = 'https://static.cloudflareinsights.com/beacon.min.js'

/** The JSON that the beacon finds on its element. */
function beacon(more: object, variables: Record<string, unknown> = {}) {
  let found: string | undefined
  const { globals, errors } = trackingOf({
    settings: { ...settings, ...more },
    user: jeff,
    variables,
    vendors: {
      [script]: ({ document }) => {
        found = (document.querySelector('script[src]') as HTMLScriptElement).dataset.cfBeacon
      },
    },
  })
  expect({ globals, errors }).toEqual({ globals: {}, errors: [] })
  return JSON.parse(found ?? 'null')
}

describe('what the beacon finds on its element', () => {
  test.each([
    [{}, { token: '42e216b9090a4f59384b1a891dce9eec' }],
    [{ CLOUDFLARE_WEB_ANALYTICS_SPA: 'no' }, { token: '42e216b9090a4f59384b1a891dce9eec', spa: false }],
    [{ CLOUDFLARE_WEB_ANALYTICS_SPA: true }, { token: '42e216b9090a4f59384b1a891dce9eec', spa: true }],
  ])('with %j', (more, json) => {
    expect(beacon(more)).toEqual(json)
  })

  test('nothing of what a page tells', () => {
    const told = { analytical_goal: 5, analytical_session: { plan: 'gold' }, analytical_page: { href: '/a' } }
    expect(beacon({}, told)).toEqual(beacon({}))
  })
})

test('the policy is Cloudflare’s', () => {
  const policy = createAnalytical({ settings }).csp()
  expect(policy['script-src']).toContain('https://static.cloudflareinsights.com')
  expect(policy['connect-src']).toContain('https://cloudflareinsights.com')
})

test.each(['42e216b9', '42e216b9090ru59384ygu891dce9eecd', 'G-ABCDE12345'])('%s is refused', (token) => {
  expect(() => createAnalytical({ settings: { CLOUDFLARE_WEB_ANALYTICS_TOKEN: token } })).toThrow(
    'must be 32 hexadecimal digits',
  )
})
