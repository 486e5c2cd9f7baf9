import { type Audience, everybody } from './audience.ts'
import type { ConsentRules } from './consent/rules.ts'
import { disabledOnPage } from './disabled-on-page.ts'
import type { ViewFaultHandler } from './faults.ts'
import { impersonal } from './impersonal.ts'
import type { Omissions } from './omissions.ts'
import type { PageView } from './page-view.ts'
import { makePrivate, sharedBy } from './shared-cache.ts'
import { SharedPageError } from './shared-page-error.ts'
import { Variables } from './variables.ts'

/** One page while its tags are rendered. */
export interface PageInHand {
  view: PageView
  /** For whom it is made. */
  audience: Audience
  variables: Variables
  disabled: boolean | readonly string[]
  isSensitive: boolean
  /** Whether the browser decides when its code runs: it may not be shown, or others may get it. */
  isDeferred: boolean
}

/** What of a site decides how its pages are taken in hand. */
export interface PageRules {
  viewWins: boolean
  /** The names of all providers. */
  names: readonly string[]
  /** The variables that tell of one visitor. */
  personal: ReadonlySet<string>
  omissions: Omissions
  consent: ConsentRules | undefined
  /** What to do with a page of one visitor's that a shared cache may keep. */
  shared: 'omit' | 'private' | 'error'
  /** Whether an enabled tag writes the nonce. */
  takesNonce: boolean
  isInternal(ip: string | undefined): boolean
  report: ViewFaultHandler
}

/** A page with these context variables; for `explain` nothing is changed by looking at it. */
export function pageInHand(given: object, view: PageView, rules: PageRules, isLooking = false): PageInHand {
  const { names, omissions, report } = rules
  const variables = laidOver(given, view.variables, rules.viewWins)
  const disabled = disabledOnPage(variables, names, (error) => report(view, error, { phase: 'render' }))
  const isSensitive = isYes(variables, 'analytical_sensitive') || omissions.isSensitive(view.signals)
  const page = { view, variables, disabled, isSensitive, audience: view, isDeferred: view.signals.prerender }
  const reason = sharedReason(view, variables)
  const own = reason === undefined ? [] : ofOneVisitor(given, view, rules)
  if (reason === undefined || (own.length > 0 && !isLooking && isKeptFromSharing(page, own, reason, rules))) {
    if (!isLooking) view.isOneVisitors = true
    return page
  }
  const told = (name: string) =>
    report(view, new Error(leftOut([`what ${name} tells of who is signed in`], reason)), { phase: 'cache' })
  return {
    ...page,
    variables: new Variables(given).through(impersonal(rules.personal, view.visitor, told)),
    audience: everybody(view, { omission: omissions.ofHost(view.signals), consent: rules.consent?.unknown }),
    isDeferred: true,
  }
}

function laidOver(given: object, processed: object | undefined, viewWins: boolean): Variables {
  if (processed === undefined) return new Variables(given)
  return viewWins ? new Variables(given, processed) : new Variables(processed, given)
}

// What a page says of its own privacy is taken for a yes unless it is clearly a no, and page and context processors count
// together.
const isYes = (variables: Variables, name: string) =>
  variables.all(name).some((value) => value !== null && value !== false && value !== '')

function sharedReason({ isStatic, response }: PageView, variables: Variables): string | undefined {
  if (isStatic) return 'it is static'
  if (isYes(variables, 'analytical_shared')) return 'analytical_shared is set'
  return response && sharedBy((name) => response.getHeader(name))
}

/** Whether the page is its visitor's only all the same; throws where it may not be made. */
function isKeptFromSharing(page: PageInHand, own: readonly string[], reason: string, { shared, report }: PageRules) {
  const { view, variables } = page
  const { response } = view
  if (view.isStatic && own.some((one) => one === signedIn || one.endsWith('_identity'))) {
    throw new SharedPageError(`a static page is everybody’s, and would hold ${own.join(', ')}: leave it out`)
  }
  if (shared === 'error' && process.env.NODE_ENV !== 'production') {
    throw new SharedPageError(
      `a shared cache may keep this page (${reason}), and it would hold ${own.join(', ')}: leave it out, or answer with Cache-Control: private`,
    )
  }
  if (shared === 'private' && response !== undefined && response.headersSent !== true) {
    makePrivate(response)
    if (sharedReason(view, variables) === undefined) return true
  }
  report(view, new Error(leftOut(own, reason)), { phase: 'cache' })
  return false
}

const leftOut = (what: readonly string[], reason: string) =>
  `left out of a page that a shared cache may keep (${reason}): ${what.join(', ')}`

const signedIn = 'who is signed in'

/** What of a page is one visitor's own, in words. */
function ofOneVisitor(given: object, view: PageView, rules: PageRules): string[] {
  const { personal, omissions, consent, takesNonce } = rules
  const isSet = (name: string) => personal.has(name) && ((given as Record<string, unknown>)[name] ?? null) !== null
  const isOmitted = view.omission !== undefined && omissions.ofHost(view.signals) === undefined
  const hasChosen = Object.values(view.consent ?? {}).some((choice) => choice !== 'pending')
  return [
    ...(takesNonce && view.nonce !== undefined ? ['the nonce'] : []),
    ...(view.visitor === undefined ? [] : [signedIn]),
    ...Object.keys(given).filter(isSet),
    ...(view.events.length === 0 ? [] : ['the events of this request']),
    ...(Object.keys(view.variables ?? {}).length === 0 ? [] : ['what context processors set']),
    ...(isOmitted || rules.isInternal(view.ip) ? ['the verdict on this visitor'] : []),
    ...(consent !== undefined && hasChosen ? ['the visitor’s consent'] : []),
  ]
}
