import { npmFile } from '../libraries/library.ts'
import { fileOf, type Manager } from './manager.ts'

declare const window: {
  CookieConsent?: {
    run(config: object): Promise<void>
    acceptCategory(names: readonly string[]): void
    getCookie(): object
  }
}

const setUp = fileOf(() => {
  void window.CookieConsent?.run({
    hideFromBots: false,
    categories: { necessary: { enabled: true, readOnly: true }, analytics: {}, marketing: {} },
    language: {
      default: 'en',
      translations: {
        en: {
          consentModal: { title: 'Cookies', description: 'May we?', acceptAllBtn: 'Yes', acceptNecessaryBtn: 'No' },
          preferencesModal: { title: 'Cookies', sections: [] },
        },
      },
    },
  })
})

export const cookieconsent: Manager = {
  title: 'cookieconsent',
  settings: { ANALYTICAL_CONSENT_MANAGER: 'cookieconsent' },
  file: ({ pathname }) =>
    pathname === '/consent.js' ? setUp : npmFile('vanilla-cookieconsent/dist/cookieconsent.umd.js'),
  head: [],
  body: ['/cookieconsent.umd.js', '/consent.js'],
  cookies: ['cc_cookie'],
  ready: (page) =>
    page.waitForFunction(() => document.querySelector('#cc-main .cm') ?? document.cookie.includes('cc_cookie=')),
  choose: (page, granted) => page.evaluate((names) => window.CookieConsent?.acceptCategory(names), [...granted]),
}
