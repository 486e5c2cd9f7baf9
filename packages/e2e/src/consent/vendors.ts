import type { Answer, SentRequest } from '@analytical/testing/playwright'
import { mixpanel } from '../libraries/mixpanel.ts'
import { answerBy } from '../stand-ins/index.ts'

/** The vendors of the site that asks: Mixpanel's own library, a stand-in for Google's, and nothing behind Facebook's file. */
export const answer = (request: SentRequest): Answer =>
  request.vendors.includes(mixpanel.provider) ? mixpanel.answer(request.url) : answerBy()(request)

export const fileOfGoogle = 'https://www.googletagmanager.com/gtag/js'
export const fileOfMixpanel = 'https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js'
export const fileOfFacebook = 'https://connect.facebook.net/en_US/fbevents.js'
export const files: readonly string[] = [fileOfGoogle, fileOfMixpanel, fileOfFacebook]
