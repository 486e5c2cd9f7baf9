import { readTracking } from '@analytical/testing'
import { describe, expect, test } from 'vitest'
import type { Settings } from '../../src/settings/define-settings.ts'
import { site } from '../probe.ts'
import { actions, services } from './actions.ts'
import { chosen, encoded } from './cookieconsent.ts'

describe('a verdict of consent', () => {
  const [request, ip] = [{ headers: { 'sec-gpc': '1' } }, '10.0.0.1']
  test.each<[what: string, view: object, action: string, reason: string]>([
    ['holds', {}, 'hold', 'consent for marketing is pending'],
    ['leaves out', { consent: false }, 'omit', 'consent for marketing is refused'],
    ['lets through', { consent: true }, 'render', 'nothing speaks against it'],
    ['is weaker than an internal address, where it is pending', { ip }, 'comment', 'internal IP address'],
    [
      'is stronger than an internal address, where it is a refusal',
      { ip, consent: false },
      'omit',
      'consent for marketing is refused',
    ],
    ['does not outweigh Sec-GPC', { request, consent: true }, 'omit', 'the visitor asks not to be shared (Sec-GPC)'],
  ])('%s', (_, view, action, reason) => {
    const settings = { ANALYTICAL_CONSENT: 'required', ANALYTICAL_INTERNAL_IPS: '10.0.0.0/8' }
    const { analytical } = site({ providers: services, settings })
    const marketing = analytical.explain({ analytical: analytical.pageView(view) }).at(-1)
    expect(marketing).toMatchObject({ action, reason })
  })

  test('goes by what the service is for on this site', () => {
    const { analytical } = site({
      providers: services,
      settings: { ANALYTICAL_CONSENT: 'required', ANALYTICS_CATEGORY: 'necessary', NECESSARY_CATEGORY: 'marketing' },
    })
    expect(analytical.explain().map(({ action }) => action)).toEqual(['hold', 'hold', 'render', 'hold'])
  })

  test('goes by a service’s own switch, where the manager has one', () => {
    const settings: Settings = {
      ANALYTICAL_CONSENT_MANAGER: 'cookieconsent',
      ANALYTICAL_CONSENT_NAMES: { marketing: 'ads', functional: 'comfort' } as Record<string, string>,
    }
    const cookie = `cc_cookie=${encoded({ ...chosen, categories: ['ads', 'analytics'] })}`
    expect(actions({ settings, cookie }).of()).toEqual(['render', 'omit', 'render', 'render'])
    const { analytical } = site({
      providers: services,
      settings: {
        ANALYTICAL_CONSENT: 'required',
        ...settings,
        ANALYTICAL_CONSENT_NAMES: { functional: 'comfort' },
      },
    })
    expect(analytical.explain()[1]?.reason).toBe('consent for functional is pending')
  })

  test('reaches `data` by category, the service’s own switch in place of its category', () => {
    const settings = {
      ANALYTICAL_CONSENT: 'required',
      ANALYTICAL_CONSENT_MANAGER: 'cookieconsent',
      ANALYTICAL_CONSENT_NAMES: { analytics: 'stats', probe: 'probing' },
    }
    const { analytical } = site({ settings })
    const consent = { analytics: 'denied', probe: 'granted', marketing: 'denied' } as const
    const html = analytical.render('probe', { analytical: analytical.pageView({ consent }) })
    expect(readTracking(html).globals.probe).toMatchObject({ consent: { analytics: 'granted', marketing: 'denied' } })
  })
})
