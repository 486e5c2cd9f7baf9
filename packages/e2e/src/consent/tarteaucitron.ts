import { npmFile } from '../libraries/library.ts'
import { choiceOf, fileOf, type Manager } from './manager.ts'

declare const window: {
  tarteaucitron?: {
    init(parameters: object): void
    setConsent(key: string, isGranted: boolean): void
    added: Readonly<Record<string, boolean>>
  }
}

// Google hears of the choice from the kit.
const setUp = fileOf(() => window.tarteaucitron?.init({ privacyUrl: '', googleConsentMode: false }))

export const tarteaucitron: Manager = {
  title: 'tarteaucitron',
  settings: { ANALYTICAL_CONSENT_MANAGER: 'tarteaucitron' },
  file: ({ pathname }) =>
    pathname === '/consent.js' ? setUp : npmFile(pathname.replace('/tarteaucitron/', 'tarteaucitronjs/')),
  head: ['/tarteaucitron/tarteaucitron.js', '/consent.js'],
  body: [],
  cookies: ['tarteaucitron'],
  ready: (page) => page.waitForSelector('#tarteaucitronRoot', { state: 'attached' }),
  async choose(page, granted) {
    await page.waitForFunction(() => window.tarteaucitron?.added.facebook_pixel_analytical, null, { timeout: 5000 })
    await page.evaluate((choice) => {
      for (const [name, isGranted] of choice) window.tarteaucitron?.setConsent(`${name}_analytical`, isGranted)
    }, choiceOf(granted))
  },
}
