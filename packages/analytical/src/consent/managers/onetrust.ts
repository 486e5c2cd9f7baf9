import { js } from '../../markup/js.ts'
import { tellByName } from '../client.ts'
import { decodedCookie } from '../cookie.ts'
import type { ConsentManager } from '../manager.ts'

/**
 * OneTrust. The events by its documentation, the cookies by those of public sites (read 2026-11-21); unverified: what its
 * script does with an element, which others read off it. Its cookie is there before anything was chosen; another one tells
 * that the visitor has been asked.
 */
export const onetrust: ConsentManager = {
  cookie: 'OptanonConsent',
  names: { functional: 'C0003', analytics: 'C0002', marketing: 'C0004' },
  read(value, { cookies }) {
    const fields = new URLSearchParams(value)
    const isAsked = cookies('OptanonAlertBoxClosed').some((closed) => closed !== '')
    if (!isAsked || fields.get('AwaitingReconsent') === 'true') return undefined
    const groups = decodedCookie(fields.get('groups') ?? '').split(',')
    return (name) => (groups.includes(`${name}:1`) ? true : groups.includes(`${name}:0`) ? false : undefined)
  },
  held: (name) => ({ class: `optanon-category-${name}` }),
  // Where nobody is asked, what it starts with is granted and the rest not refused.
  watch: (asked) => js`
    ${tellByName(asked)}
    addEventListener("OneTrustGroupsUpdated", ({ detail }) => {
      const isAsked = window.OneTrust?.IsAlertBoxClosed?.();
      tell(name => detail.includes(name) || (isAsked ? false : undefined));
    });`,
}
