import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import type { AnyProvider } from '../../src/provider.ts'
import { providers } from '../../src/providers/index.ts'

const forbidding = [
  'ahrefs',
  'cloudflare_web_analytics',
  'counter_dev',
  'fathom',
  'goatcounter',
  'google_ads',
  'google_analytics',
  'google_tag_manager',
  'optimizely',
  'pirsch',
  'plausible',
  'plausible_legacy',
  'simple_analytics',
  'vercel_analytics',
]

describe('services whose terms forbid personal data', () => {
  test('are these', () => {
    const found = (providers as readonly AnyProvider[]).filter(({ terms }) => terms === 'no personal data')
    expect(found.map(({ name }) => name)).toEqual(forbidding)
  })

  test.each(forbidding)('%s has no setting that grants any', (name) => {
    const setting = `${name.toUpperCase()}_PERSONAL_DATA`
    expect(() => createAnalytical({ settings: { [setting]: ['email'] } })).toThrow(
      `${setting} is no setting: the terms of the service forbid personal data`,
    )
  })
})
