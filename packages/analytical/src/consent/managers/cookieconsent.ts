import { js } from '../../markup/js.ts'
import { tellByName } from '../client.ts'
import { jsonCookie } from '../cookie.ts'
import type { ConsentManager } from '../manager.ts'

/**
 * vanilla-cookieconsent 3, by its source (3.1.0, read 2026-11-21) and seen in Chromium. The categories are the site's own;
 * these are the names that its playground proposes (unverified).
 */
export const cookieconsent: ConsentManager = {
  cookie: 'cc_cookie',
  names: { functional: 'functionality', analytics: 'analytics', marketing: 'marketing' },
  read(value, { revision }) {
    const { categories, consentId, consentTimestamp, lastConsentTimestamp, ...cookie } = jsonCookie(value) ?? {}
    const isMade = consentId && consentTimestamp && lastConsentTimestamp && Array.isArray(categories)
    if (!isMade || (revision !== undefined && cookie.revision !== revision)) return undefined
    return (name) => categories.includes(name)
  },
  held: (name) => ({ 'data-category': name }),
  // An event tells of what an earlier page chose, too, once the scripts that it allows have run.
  watch: (asked) => js`
    ${tellByName(asked)}
    for (const event of ["cc:onConsent", "cc:onChange"]) {
      addEventListener(event, ({ detail }) => tell(name => detail.cookie.categories.includes(name)));
    }`,
}
