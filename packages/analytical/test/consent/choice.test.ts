import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Settings } from '../../src/settings/define-settings.ts'
import { site } from '../probe.ts'
import { actions, all, held, none, services } from './actions.ts'

describe('what a site says of a visitor', () => {
  test.each<[what: string, choice: unknown, verdicts: readonly string[]]>([
    ['yes to all', true, all],
    ['no to all', false, none],
    ['nothing', undefined, held],
    ['null', null, held],
    ['one category', { analytics: 'granted' }, ['render', 'hold', 'render', 'hold']],
    ['as truth values', { analytics: true, marketing: false }, ['render', 'hold', 'render', 'omit']],
    ['that it is pending', { analytics: 'pending' }, held],
    [
      'nothing of a category',
      { analytics: undefined, marketing: null, functional: 'denied' },
      ['render', 'omit', 'hold', 'hold'],
    ],
    [
      'no to what is necessary, of which nobody is asked',
      { necessary: 'denied', analytics: true },
      ['render', 'hold', 'render', 'hold'],
    ],
  ])('%s', (_, choice, verdicts) => {
    const { of, errors } = actions({ consent: () => choice as never })
    expect(of()).toEqual(verdicts)
    expect(errors).toEqual([])
  })

  test.each<[what: string, choice: unknown, verdicts: readonly string[], message: string]>([
    [
      'an unknown category',
      { analitics: true },
      held,
      'consent tells of "analitics", which is not asked for: did you mean analytics?',
    ],
    [
      'a category that nobody knows',
      { statistics: true, analytics: true },
      ['render', 'hold', 'render', 'hold'],
      'consent tells of "statistics", which is not asked for: there are functional, analytics, marketing',
    ],
    [
      'another word',
      { analytics: 'yes' },
      held,
      'the consent for analytics must be granted, denied, pending, true or false, like granted (got "yes")',
    ],
    [
      'a number',
      { analytics: 1 },
      held,
      'the consent for analytics must be granted, denied, pending, true or false, like granted (got number)',
    ],
    [
      'text',
      'granted',
      held,
      'consent must be true, false or an object like { analytics: \'granted\' } (got "granted")',
    ],
  ])('%s is pending, and reported', (_, choice, verdicts, message) => {
    const { of, errors } = actions({ consent: () => choice as never })
    expect(of()).toEqual(verdicts)
    expect(errors).toEqual([{ phase: 'consent', message }])
  })

  class Answer {
    get marketing() {
      return 'denied'
    }
  }
  test.each<[what: string, choice: unknown]>([
    ['a map', new Map([['marketing', 'denied']])],
    ['an object of a class', new Answer()],
    ['a list', ['denied']],
    ['a truth value in a box', new Boolean(false)],
    ['a mistyped refusal', { marketng: 'denied' }],
    ['a word that is none', { marketing: 'no' }],
  ])('that cannot be read (%s) lets no cookie grant anything', (_, choice) => {
    const cookie = `klaro=${encodeURIComponent('{"functional":true,"analytics":true,"marketing":true}')}`
    const settings: Settings = {
      ANALYTICAL_CONSENT_MANAGER: 'klaro',
      ANALYTICAL_CONSENT_NAMES: { functional: 'functional', analytics: 'analytics', marketing: 'marketing' },
    }
    expect(actions({ settings, cookie, consent: () => undefined }).of()).toEqual(all)
    const { of, errors } = actions({ settings, cookie, consent: () => choice as never })
    expect(of()).toEqual(held)
    expect(errors).toHaveLength(1)
  })

  test('of a category counts for each of its services', () => {
    const settings: Settings = { ANALYTICAL_CONSENT_MANAGER: 'klaro' }
    const cookie = `klaro=${encodeURIComponent('{"functional":true,"analytics":true,"marketing":true}')}`
    const refused = { marketing: 'denied', analytics: 'denied' } as const
    expect(actions({ settings, cookie, consent: () => refused }).of()).toEqual(['render', 'render', 'omit', 'omit'])
  })

  test('gets the request, once for a page', () => {
    const consent = vi.fn(() => true)
    const { view, of } = actions({ consent })
    of()
    of()
    expect(consent.mock.calls).toEqual([[view.request]])
  })

  test('is not asked by a site that asks for no consent', () => {
    const consent = vi.fn(() => false)
    expect(actions({ settings: { ANALYTICAL_CONSENT: 'off' }, consent }).of()).toEqual(all)
    expect(consent).not.toHaveBeenCalled()
  })

  test('that throws is pending, and reported, whatever the cookie grants', () => {
    const consent = () => {
      throw new Error('no database')
    }
    const settings: Settings = {
      ANALYTICAL_CONSENT_MANAGER: 'tarteaucitron',
      ANALYTICAL_CONSENT_NAMES: { analytics: 'a' },
    }
    const { of, errors } = actions({ settings, consent, cookie: 'tarteaucitron=!a=true' })
    expect(of()).toEqual(held)
    expect(errors).toEqual([{ phase: 'consent', message: 'no database' }])
  })

  test.each<[what: string, choice: () => unknown, message: string]>([
    [
      'a promise',
      () => Promise.reject(new Error('late')),
      'the consent of a page view must be at hand when a page is rendered, and is a promise: await it before',
    ],
    [
      'an object that fails',
      () => ({
        get analytics() {
          throw new Error('broken')
        },
      }),
      'broken',
    ],
  ])('told by whoever makes the page view, as %s, is pending and reported', (_, choice, message) => {
    const { analytical, errors } = site({ providers: services, settings: { ANALYTICAL_CONSENT: 'required' } })
    const view = analytical.pageView({ consent: choice() as never })
    expect(analytical.explain({ analytical: view }).map(({ action }) => action)).toEqual(held)
    expect(errors).toEqual([{ phase: 'consent', message }])
  })

  test('may be told by whoever makes the page view, in its place', () => {
    const { analytical } = site({
      providers: services,
      settings: { ANALYTICAL_CONSENT: 'required' },
      consent: () => true,
    })
    const view = analytical.pageView({ consent: { analytics: 'denied' } })
    expect(analytical.explain({ analytical: view }).map(({ action }) => action)).toEqual([
      'render',
      'hold',
      'omit',
      'hold',
    ])
  })
})

describe('what a site finds out in its own time', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('counts once it is there', async () => {
    const { view, of } = actions({ consent: async () => ({ analytics: 'granted' as const }) })
    await view.ready
    expect(of()).toEqual(['render', 'hold', 'render', 'hold'])
  })

  test('is pending in a page that does not wait for it', () => {
    expect(actions({ consent: async () => true }).of()).toEqual(held)
  })

  test('and fails to, is pending and reported', async () => {
    const { view, of, errors } = actions({ consent: () => Promise.reject(new Error('no database')) })
    await view.ready
    expect(of()).toEqual(held)
    expect(errors).toEqual([{ phase: 'consent', message: 'no database' }])
  })

  test('and never does, is pending after the deadline and reported', async () => {
    const { view, of, errors } = actions({ consent: () => new Promise(() => {}), deadline: 300 })
    await vi.advanceTimersByTimeAsync(300)
    await view.ready
    expect(of()).toEqual(held)
    expect(errors).toEqual([{ phase: 'consent', message: 'what consent returns took longer than 300 ms' }])
  })
})
