import { describe, expect, expectTypeOf, test } from 'vitest'
import { createAnalytical } from '../src/analytical.ts'
import { defineSettings, type Settings } from '../src/settings/define-settings.ts'

describe('defineSettings', () => {
  test('takes every way of writing a value that the kit takes', () => {
    const settings = defineSettings({
      CLICKY_SITE_ID: 12345678,
      CLICKY_INTERNAL_IPS: [],
      CLICKY_PERSONAL_DATA: 'email',
      GOOGLE_ANALYTICS_ID: ['G-ABCDE12345', 'AW-123456789'],
      GOOGLE_ANALYTICS_SIGNALS: 'false',
      GOOGLE_ANALYTICS_CONFIG: { cookie_flags: 'Secure' },
      HUBSPOT_PORTAL_ID: '1234567',
      HUBSPOT_REGION: 'eu1',
      ANALYTICAL_INTERNAL_IPS: ['10.0.0.0/8', 'loopback'],
      INTERNAL_IPS: '10.0.0.0/8, ::1',
      ANALYTICAL_AUTO_IDENTIFY: false,
      ANALYTICAL_PERSONAL_DATA: ['email', 'name'],
      ANALYTICAL_SCRIPTS: 'island',
      ANALYTICAL_DISABLED: true,
      ANALYTICAL_TRUSTED_PROXIES: (address, distance) => address.startsWith('10.') && distance < 2,
      ANALYTICAL_FORWARDED_HEADER: 'forwarded',
      ANALYTICAL_CURRENCY: 'EUR',
    })
    expect(createAnalytical({ settings }).problems).toEqual([])
  })

  test('takes a setting of which nothing is known yet', () => {
    const fromElsewhere: string | undefined = undefined
    expect(createAnalytical({ settings: defineSettings({ CLICKY_SITE_ID: fromElsewhere }) }).enabled).toEqual([])
  })

  test('gives the settings back as they are', () => {
    const settings: Settings = { CLICKY_SITE_ID: '1' }
    expect(defineSettings(settings)).toBe(settings)
  })

  test('knows the type of each setting', () => {
    expectTypeOf<NonNullable<Settings['CLICKY_SITE_ID']>>().toEqualTypeOf<
      string | number | readonly (string | number)[]
    >()
    expectTypeOf<NonNullable<Settings['HUBSPOT_PORTAL_ID']>>().toEqualTypeOf<string | number>()
    expectTypeOf<NonNullable<Settings['HUBSPOT_REGION']>>().toEqualTypeOf<'na1' | 'na2' | 'eu1' | 'ap1' | 'au1'>()
    expectTypeOf<NonNullable<Settings['ANALYTICAL_IDENTITY_SECRET']>>().toEqualTypeOf<string>()
    expectTypeOf<Settings>().not.toHaveProperty('CLICKY_SITEID')
  })

  test('shows mistakes in the editor', () => {
    // @ts-expect-error: CLICKY_SITE_ID is meant.
    defineSettings({ CLICKY_SITEID: '1' })
    // @ts-expect-error: no provider of this name.
    defineSettings({ CLIKCY_SITE_ID: '1' })
    // @ts-expect-error: no account is a boolean.
    defineSettings({ HUBSPOT_PORTAL_ID: true })
    // @ts-expect-error: none of the regions.
    defineSettings({ HUBSPOT_REGION: 'mars' })
    // @ts-expect-error: one account only.
    defineSettings({ HUBSPOT_PORTAL_ID: ['1', '2'] })
    // @ts-expect-error: none of the fields of a user's record.
    defineSettings({ ANALYTICAL_PERSONAL_DATA: ['phone'] })
    // @ts-expect-error: none of the ways out.
    defineSettings({ ANALYTICAL_SCRIPTS: 'module' })
    // @ts-expect-error: not at the address' own.
    defineSettings({ ANALYTICAL_TRUSTED_PROXIES: true })
    // @ts-expect-error: Google's terms forbid personal data, so that there is nothing to grant.
    defineSettings({ GOOGLE_ANALYTICS_PERSONAL_DATA: ['email'] })
    expect(() => createAnalytical({ settings: { GOOGLE_ANALYTICS_PERSONAL_DATA: ['email'] } })).toThrow(/no setting/)
  })
})
