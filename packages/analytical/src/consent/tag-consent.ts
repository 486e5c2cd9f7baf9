import { joined } from '../joined.ts'
import { escapeHtml } from '../markup/html.ts'
import { type Js, js } from '../markup/js.ts'
import type { Category } from '../provider.ts'
import type { ConsentManager } from './manager.ts'

/** How consent concerns the tags of one provider. */
export interface TagConsent {
  /** The regions in which consent is asked at all, where the site says so. */
  regions: readonly string[]
  /** Code that makes the vendor's consent call at once and whenever the choice changes. */
  listening(call: Js): Js
  /** The same tag's whole code as it is held, where it waits for a subject's consent. */
  held: { attributes: string; code(whole: Js, tag: string): Js } | undefined
}

/** For what a provider's tags wait, and what the manager calls that; undefined for what is necessary. */
interface Subject {
  subject: string
  name: string
}

export const tagConsent = (
  manager: ConsentManager,
  category: Category,
  asked: Subject | undefined,
  regions: readonly string[],
): TagConsent => ({
  regions,
  listening: (call) =>
    listening(call, asked === undefined || asked.subject === category ? undefined : ofSubject(category, asked.subject)),
  held: asked && {
    attributes: Object.entries({ type: 'text/plain', ...manager.held(asked.name) })
      .map(([attribute, value]) => ` ${attribute}="${escapeHtml(value)}"`)
      .join(''),
    code: (whole, tag) => joined(revived(asked.subject, tag), whole) as Js,
  },
})

// Whether or not the client has run by now, nothing is granted that nobody granted.
const listening = (call: Js, consent = js`state`) => js`
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

// A manager may bring the same element to life each time it is told of a consent, and before it tells anybody else: that the
// code runs is the consent.
const revived = (subject: string, tag: string) => js`
  var kit = window.analytical = window.analytical || {};
  kit.ran = kit.ran || {};
  if (kit.ran[${tag}]) return;
  kit.ran[${tag}] = true;
  if (kit.consent) kit.consent({ [${subject}]: "granted" });`
