import type { Library } from '../libraries/library.ts'
import { mixpanel } from '../libraries/mixpanel.ts'
import { googleAnalytics } from '../vendors/google-analytics.ts'

/** The vendors of the site that asks: Mixpanel's own library, a stand-in for Google's, and nothing behind Facebook's file. */
export const vendors: readonly Pick<Library, 'hosts' | 'answer'>[] = [
  mixpanel,
  {
    hosts: googleAnalytics.hosts,
    answer(address) {
      const code = googleAnalytics.script(address)
      return code && { script: `(${code})()` }
    },
  },
  { hosts: ['connect.facebook.net', 'www.facebook.com'], answer: () => ({ script: '' }) },
]

export const fileOfGoogle = 'https://www.googletagmanager.com/gtag/js'
export const fileOfMixpanel = 'https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js'
export const fileOfFacebook = 'https://connect.facebook.net/en_US/fbevents.js'
export const files: readonly string[] = [fileOfGoogle, fileOfMixpanel, fileOfFacebook]
