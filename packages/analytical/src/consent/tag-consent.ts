import { escapeHtml } from '../markup/html.ts'
import { type Js, js } from '../markup/js.ts'
import type { Category } from '../provider.ts'
import type { ConsentManager } from './manager.ts'

/** How consent concerns the tags of one provider. */
export interface TagConsent {
  /** The regions in which consent is asked at all, where the site says so. */
  regions: readonly string[]
  /** The vendor's consent call, made at once and whenever the choice changes. */
  told(call: Js): Js
  /** The attributes that make its code inert. */
  heldAttributes: string
}

/** The consent of a provider of a category that depends on a subject, which its manager calls by a name. */
export function tagConsent(
  manager: ConsentManager,
  category: Category,
  { subject, name, regions }: { subject: string; name: string; regions: readonly string[] },
): TagConsent {
  const attributes = { type: 'text/plain', ...manager.held(name) }
  return {
    regions,
    told: (call) => told(call, subject === category ? undefined : ofSubject(category, subject)),
    heldAttributes: Object.entries(attributes)
      .map(([attribute, value]) => ` ${attribute}="${escapeHtml(value)}"`)
      .join(''),
  }
}

// Whether or not the client has run by now, nothing is granted that nobody granted.
const told = (call: Js, consent = js`state`) => js`
  (function (kit) {
    function tell(consent) {
      ${call}
    }
    function hear(state) { tell(${consent}); }
    (kit.told = kit.told || []).push(hear);
    hear(kit.state || {});
  })(window.analytical = window.analytical || {});`

const ofSubject = (category: string, subject: string) =>
  js`Object.assign({}, state, { [${category}]: state[${subject}] })`
