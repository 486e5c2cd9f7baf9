import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { SettingsError } from '../../src/settings/problem.ts'

describe('settings of consent', () => {
  test.each<[settings: Record<string, unknown>, message: string]>([
    [
      { ANALYTICAL_CONSENT: 'require' },
      'ANALYTICAL_CONSENT must be one of required, off, like required (got "require")',
    ],
    [
      { ANALYTICAL_CONSENT_MANAGER: 'cookie-bot' },
      'ANALYTICAL_CONSENT_MANAGER must be one of cookieconsent, klaro, tarteaucitron, cookiebot, onetrust',
    ],
    [
      { ANALYTICAL_CONSENT_NAMES: { analitics: 'x' } },
      'ANALYTICAL_CONSENT_NAMES must be of categories and providers, like analytics (got "analitics"): did you mean analytics?',
    ],
    [
      { ANALYTICAL_CONSENT_NAMES: { necessary: 'x' } },
      'ANALYTICAL_CONSENT_NAMES must be of categories and providers, like analytics (got "necessary")',
    ],
    [{ ANALYTICAL_CONSENT_NAMES: { analytics: 'a b' } }, 'ANALYTICAL_CONSENT_NAMES must be an object of names'],
    [{ ANALYTICAL_CONSENT_NAMES: 'analytics' }, 'ANALYTICAL_CONSENT_NAMES must be an object of names'],
    [
      { ANALYTICAL_CONSENT_REGIONS: ['Germany'] },
      'ANALYTICAL_CONSENT_REGIONS must be a region by ISO 3166-2, like DE (got "Germany")',
    ],
    [{ CLICKY_CATEGORY: 'statistics' }, 'CLICKY_CATEGORY must be one of necessary, functional, analytics, marketing'],
  ])('%j: %s', (settings, message) => {
    expect(() => createAnalytical({ settings })).toThrow(SettingsError)
    expect(() => createAnalytical({ settings })).toThrow(message)
  })

  test('that are wrong switch everything off where they are only reported', () => {
    const settings = { CLICKY_SITE_ID: '1', ANALYTICAL_CONSENT: 'require' }
    expect(createAnalytical({ settings, onProblems: () => {} }).enabled).toEqual([])
  })

  test.each<[settings: Record<string, unknown>, problems: readonly string[]]>([
    [
      { ANALYTICAL_CONSENT_MANAGER: 'klaro' },
      ["ANALYTICAL_CONSENT_MANAGER does nothing without ANALYTICAL_CONSENT = 'required'"],
    ],
    [{ ANALYTICAL_CONSENT: 'off', ANALYTICAL_CONSENT_MANAGER: 'klaro' }, []],
    [
      { ANALYTICAL_CONSENT: 'required', ANALYTICAL_CONSENT_NAMES: { analytics: 'x' } },
      ['ANALYTICAL_CONSENT_NAMES does nothing without ANALYTICAL_CONSENT_MANAGER'],
    ],
    [
      { ANALYTICAL_CONSENT: 'required', ANALYTICAL_CONSENT_REGIONS: 'DE' },
      ["ANALYTICAL_CONSENT_REGIONS does nothing without ANALYTICAL_CONSENT_MODE = 'advanced'"],
    ],
  ])('%j: %j', (settings, messages) => {
    const { problems } = createAnalytical({ settings, onProblems: () => {} })
    expect(problems.map(({ level, message }) => [level, message])).toEqual(
      messages.map((message) => ['warning', message]),
    )
  })
})
