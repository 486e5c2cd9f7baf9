import type { Problem } from './problem.ts'

type Values = ReadonlyMap<string, unknown>

const isDecided = (values: Values) => values.has('ANALYTICAL_CONSENT')
const hasManager = (values: Values) => values.get('ANALYTICAL_CONSENT_MANAGER') !== undefined

const needs: readonly (readonly [setting: string, isMet: (values: Values) => boolean, what: string])[] = [
  ['ANALYTICAL_CONSENT_MANAGER', isDecided, "ANALYTICAL_CONSENT = 'required'"],
  ['ANALYTICAL_CONSENT_MODE', isDecided, "ANALYTICAL_CONSENT = 'required'"],
  ['ANALYTICAL_CONSENT_NAMES', hasManager, 'ANALYTICAL_CONSENT_MANAGER'],
  ['ANALYTICAL_CONSENT_COOKIE', hasManager, 'ANALYTICAL_CONSENT_MANAGER'],
  [
    'ANALYTICAL_CONSENT_REVISION',
    (values) => values.get('ANALYTICAL_CONSENT_MANAGER') === 'cookieconsent',
    "ANALYTICAL_CONSENT_MANAGER = 'cookieconsent'",
  ],
  [
    'ANALYTICAL_CONSENT_REGIONS',
    (values) => values.get('ANALYTICAL_CONSENT_MODE') === 'advanced',
    "ANALYTICAL_CONSENT_MODE = 'advanced'",
  ],
  [
    'ANALYTICAL_FORWARDED_HEADER',
    (values) => values.has('ANALYTICAL_TRUSTED_PROXIES'),
    "ANALYTICAL_TRUSTED_PROXIES, like ['private']",
  ],
]

/** Settings that do nothing, as another one is not set. */
export const idleSettings = (values: Values): Problem[] =>
  needs
    .filter(([setting, isMet]) => values.has(setting) && !isMet(values))
    .map(([setting, , what]) => ({
      level: 'warning',
      setting,
      message: `${setting} does nothing without ${what}`,
    }))
