import { npmFile } from '../libraries/library.ts'
import { choiceOf, fileOf, type Manager } from './manager.ts'

interface Klaro {
  confirmed: boolean
  updateConsent(name: string, isGranted: boolean): void
  saveAndApplyConsents(): void
}
declare const window: { klaroConfig?: object; klaro?: { getManager(): Klaro } }

const setUp = fileOf(() => {
  window.klaroConfig = {
    version: 1,
    services: [
      { name: 'google_analytics', purposes: ['analytics'] },
      { name: 'mixpanel', purposes: ['analytics'] },
      { name: 'facebook_pixel', purposes: ['marketing'] },
    ],
  }
})

export const klaro: Manager = {
  title: 'Klaro',
  settings: { ANALYTICAL_CONSENT_MANAGER: 'klaro' },
  file: ({ pathname }) => (pathname === '/consent.js' ? setUp : npmFile('klaro/dist/klaro.js')),
  head: ['/consent.js', '/klaro.js'],
  defer: ['/klaro.js'],
  body: [],
  cookies: ['klaro'],
  ready: (page) =>
    page.waitForFunction(
      () => window.klaro && (window.klaro.getManager().confirmed || document.querySelector('#klaro .cm-btn')),
    ),
  choose: (page, granted) =>
    page.evaluate((choice) => {
      const manager = window.klaro?.getManager()
      for (const [name, isGranted] of choice) manager?.updateConsent(name, isGranted)
      manager?.saveAndApplyConsents()
    }, choiceOf(granted)),
}
