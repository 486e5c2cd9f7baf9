import { js } from '../../markup/js.ts'
import { tellByName } from '../client.ts'
import { decodedCookie } from '../cookie.ts'
import type { ConsentManager } from '../manager.ts'

/**
 * Cookiebot. The cookie and its special values by its documentation of the server side and cookies of public sites, events by
 * its documentation (read 2026-11-21); unverified: what its script does with an element, which others read off it.
 */
export const cookiebot: ConsentManager = {
  cookie: 'CookieConsent',
  names: { functional: 'preferences', analytics: 'statistics', marketing: 'marketing' },
  read(value) {
    // Out of the regions in which it asks, everything is granted.
    if (value === '-1') return () => true
    if (value === '0') return () => false
    const text = decodedCookie(value)
    return (name) => {
      const [, chosen] = /^(true|false)\b/.exec(after(text, `${name}:`)) ?? []
      return chosen === undefined ? undefined : chosen === 'true'
    }
  },
  held: (name) => ({ 'data-cookieconsent': name }),
  watch: (asked) => js`
    ${tellByName(asked)}
    for (const event of ["CookiebotOnAccept", "CookiebotOnDecline"]) {
      addEventListener(event, () => tell(name => !!Cookiebot.consent[name]));
    }`,
}

/** What follows an entry's name in a list like `{necessary:true,statistics:false}`. */
function after(text: string, entry: string): string {
  const at = [`{${entry}`, `,${entry}`].map((start) => text.indexOf(start)).find((index) => index >= 0)
  return at === undefined ? '' : text.slice(at + 1 + entry.length)
}
