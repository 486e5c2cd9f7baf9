import { describe, expect, test } from 'vitest'
import type { Choice } from '../../src/consent/choice.ts'
import type { Settings } from '../../src/settings/define-settings.ts'
import { actions, all, held, none } from './actions.ts'
import { chosen, encoded } from './cookieconsent.ts'

const onlyAnalytics = ['render', 'omit', 'render', 'omit']
const asked = 'OptanonAlertBoxClosed=2024-02-17T18:47:45.139Z'
const optanon = 'OptanonConsent=isGpcEnabled=0&version=202309.1.0'
const klaroNames = { functional: 'comfort', analytics: 'statistics', marketing: 'ads' }
const tacNames = { functional: 'f', analytics: 'a', marketing: 'm' }

describe('a manager’s cookie', () => {
  test.each<[manager: string, what: string, cookie: string, verdicts: readonly string[], settings?: Settings]>([
    ['cookieconsent', 'a choice', `cc_cookie=${encoded(chosen)}`, onlyAnalytics],
    ['cookieconsent', 'among others', `a=b; cc_cookie=${encoded(chosen)}; c`, onlyAnalytics],
    [
      'cookieconsent',
      'of the revision',
      `cc_cookie=${encoded(chosen)}`,
      onlyAnalytics,
      { ANALYTICAL_CONSENT_REVISION: 2 },
    ],
    ['cookieconsent', 'of an old revision', `cc_cookie=${encoded(chosen)}`, held, { ANALYTICAL_CONSENT_REVISION: 3 }],
    ['cookieconsent', 'without its date', `cc_cookie=${encoded({ ...chosen, consentTimestamp: undefined })}`, held],
    ['cookieconsent', 'without a list', `cc_cookie=${encoded({ ...chosen, categories: 'analytics' })}`, held],
    ['cookieconsent', 'another cookie', `xcc_cookie=${encoded(chosen)}`, held],
    ['cookieconsent', 'renamed', `consent=${encoded(chosen)}`, onlyAnalytics, { ANALYTICAL_CONSENT_COOKIE: 'consent' }],
    [
      'cookieconsent',
      'other names',
      `cc_cookie=${encoded({ ...chosen, categories: ['stats'] })}`,
      onlyAnalytics,
      { ANALYTICAL_CONSENT_NAMES: { analytics: 'stats' } },
    ],
    ['klaro', 'a choice', `klaro=${encoded({ comfort: false, statistics: true, ads: false })}`, onlyAnalytics],
    ['klaro', 'not encoded', 'klaro={"comfort":false,"statistics":true,"ads":false}', onlyAnalytics],
    ['klaro', 'a service that is new since', `klaro=${encoded({ comfort: true, statistics: true })}`, held],
    ['klaro', 'no truth value', `klaro=${encoded({ comfort: 1, statistics: 'true', ads: null })}`, held],
    ['tarteaucitron', 'a choice', 'tarteaucitron=!f=false!a=true!m=wait', ['render', 'omit', 'render', 'hold']],
    ['tarteaucitron', 'a key that only ends alike', 'tarteaucitron=!xa=true', held],
    [
      'cookiebot',
      'a choice',
      'CookieConsent={stamp:%27f+7/RUU==%27%2Cnecessary:true%2Cpreferences:false%2Cstatistics:true%2Cmarketing:false%2Cmethod:%27explicit%27%2Cver:1}',
      onlyAnalytics,
    ],
    [
      'cookiebot',
      'decoded',
      "CookieConsent={stamp:'x',necessary:true,preferences:false,statistics:true,marketing:false,ver:1}",
      onlyAnalytics,
    ],
    ['cookiebot', 'where nobody is asked', 'CookieConsent=-1', all],
    ['cookiebot', 'refused at large', 'CookieConsent=0', none],
    ['cookiebot', 'a name within a value', "CookieConsent={stamp:'statistics:true',necessary:true}", held],
    [
      'onetrust',
      'a choice',
      `${optanon}&groups=C0001%3A1%2CC0002%3A1%2CC0003%3A0%2CC0004%3A0; ${asked}`,
      onlyAnalytics,
    ],
    ['onetrust', 'not encoded', `${asked}; ${optanon}&groups=C0002:1,C0003:0,C0004:0`, onlyAnalytics],
    ['onetrust', 'before anybody was asked', `${optanon}&groups=C0002%3A1%2CC0003%3A1%2CC0004%3A1`, held],
    ['onetrust', 'to be asked again', `${optanon}&groups=C0002%3A1&AwaitingReconsent=true; ${asked}`, held],
    ['onetrust', 'no groups', `${optanon}&groups=; ${asked}`, held],
    [
      'onetrust',
      'two that differ',
      `${optanon}&groups=C0002:1; ${optanon}&groups=C0002:0; ${asked}`,
      ['render', 'hold', 'omit', 'hold'],
    ],
  ])('of %s: %s', (manager, _, cookie, verdicts, settings = {}) => {
    const names = manager === 'klaro' ? klaroNames : manager === 'tarteaucitron' ? tacNames : undefined
    const { of, errors } = actions({
      settings: {
        ANALYTICAL_CONSENT_MANAGER: manager as 'klaro',
        ...(names && { ANALYTICAL_CONSENT_NAMES: names }),
        ...settings,
      },
      cookie,
    })
    expect(of()).toEqual(verdicts)
    expect(errors).toEqual([])
  })

  test.each<[what: string, cookie: string, verdicts: readonly string[]]>([
    [
      'a choice',
      'analytical_consent=functional=denied&analytics=granted&marketing=pending',
      ['render', 'omit', 'render', 'hold'],
    ],
    ['other words', 'analytical_consent=functional=yes&analytics=true&marketing', held],
    ['none', 'analytical_consent', held],
  ])('of the kit itself: %s', (_, cookie, verdicts) => {
    expect(actions({ cookie }).of()).toEqual(verdicts)
    expect(actions({ cookie, consent: () => undefined }).of()).toEqual(held)
  })

  test.each(['cookieconsent', 'klaro', 'tarteaucitron', 'cookiebot', 'onetrust', undefined] as const)(
    'of %s may be any bytes, and then grants nothing',
    (manager) => {
      const name = {
        cookieconsent: 'cc_cookie',
        klaro: 'klaro',
        tarteaucitron: 'tarteaucitron',
        cookiebot: 'CookieConsent',
        onetrust: `${asked}; OptanonConsent`,
      }
      const settings: Settings = manager === undefined ? {} : { ANALYTICAL_CONSENT_MANAGER: manager }
      const any = [
        '',
        '=',
        '%',
        '%zz',
        '{',
        '{}',
        '[]',
        'null',
        '"',
        '%00',
        '\u0000',
        '\ud800',
        '{"__proto__":true}',
        'ü',
        '!',
        '!=true',
        '!=',
        'a'.repeat(100_000),
        '{'.repeat(10_000),
        '!a='.repeat(10_000),
      ]
      for (const value of any) {
        const { of, errors } = actions({
          settings,
          cookie: `${manager ? name[manager] : 'analytical_consent'}=${value}`,
        })
        expect(of()).toEqual(held)
        expect(errors).toEqual([])
      }
    },
  )

  test.each<[cookie: string, said: Choice, verdict: string]>([
    ['1', false, 'omit'],
    ['0', true, 'omit'],
    ['1', undefined, 'render'],
    ['1', true, 'render'],
    ['0', { analytics: 'pending' }, 'omit'],
    ['1', { analytics: 'pending' }, 'hold'],
  ])('that says %s and a site that says %j: %s', (granted, said, verdict) => {
    const cookie = `${optanon}&groups=C0002:${granted}; ${asked}`
    const { of } = actions({ settings: { ANALYTICAL_CONSENT_MANAGER: 'onetrust' }, cookie, consent: () => said })
    expect(of()[2]).toBe(verdict)
  })

  test('that a browser would not send so often is no choice', () => {
    const times = (count: number) => Array(count).fill('analytical_consent=analytics=granted').join('; ')
    expect(actions({ cookie: times(8) }).of()).toEqual(['render', 'hold', 'render', 'hold'])
    expect(actions({ cookie: times(9) }).of()).toEqual(held)
  })
})
