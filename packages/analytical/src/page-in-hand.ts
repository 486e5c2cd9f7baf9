import { type Audience, everybody } from './audience.ts'
import type { ConsentRules } from './consent/rules.ts'
import { disabledOnPage } from './disabled-on-page.ts'
import type { FaultHandler, ViewFaultHandler, Where } from './faults.ts'
import { impersonal, type Personality } from './impersonal.ts'
import { keepPrivate } from './keep-private.ts'
import type { Omissions } from './omissions.ts'
import type { PageView } from './page-view.ts'
import { headersOf, makePrivate, sharedBy, written } from './shared-cache.ts'
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
  /** The shared words that cannot be told, once a tag has failed by them. */
  untold?: ReadonlySet<string>
}

/** What of a site decides how its pages are taken in hand. */
export interface PageRules {
  viewWins: boolean
  /** The names of all providers. */
  names: readonly string[]
  personality: Personality
  omissions: Omissions
  consent: ConsentRules | undefined
  /** What to do with a page of one visitor's that a shared cache may keep. */
  shared: 'omit' | 'private' | 'error'
  /** Whether an enabled tag writes the nonce. */
  takesNonce: boolean
  isInternal(ip: string | undefined): boolean
  report: ViewFaultHandler
  /** Hears of what concerns a response, and no page any more. */
  reportLate: FaultHandler
}

/** A page with these context variables. For `explain` nothing is reported, thrown or done to its response. */
export function pageInHand(given: object, view: PageView, rules: PageRules, isLooking = false): PageInHand {
  const { names, omissions, report } = rules
  const variables = laidOver(given, view.variables, rules.viewWins)
  const tell = (error: Error, where: Where) => isLooking || report(view, error, where)
  const disabled = disabledOnPage(variables, names, (error) => tell(error, { phase: 'render' }))
  const isSensitive = isYes(variables, 'analytical_sensitive') || omissions.isSensitive(view.signals)
  const page = { view, variables, disabled, isSensitive, audience: view, isDeferred: view.signals.prerender }
  const reason = isYes(variables, 'analytical_shared') ? 'analytical_shared is set' : reasonOf(view, isLooking)
  if (reason === null) return made(page, rules, isLooking)

  const own = ofOneVisitor(given, view, rules)
  if (own.length > 0 && !isLooking) assertMayBeShared(view, own, reason, rules)
  if (own.length > 0 && becomesPrivate(page, rules)) return made(page, rules, isLooking)
  if (own.length > 0) tell(leftOut(listed(own), reason), { phase: 'cache' })
  const leaveOut = (name: string) => tell(leftOut(`what ${name} tells of who is signed in`, reason), { phase: 'cache' })
  return {
    ...page,
    variables: new Variables(given).through(impersonal(rules.personality, view.visitor, leaveOut)),
    audience: everybody(view, { omission: omissions.ofHost(view.signals), consent: rules.consent?.unknown }),
    isDeferred: true,
  }
}

/** A page for its visitor, whose response is kept from all others. */
function made(page: PageInHand, { reportLate }: PageRules, isLooking: boolean): PageInHand {
  const { response } = page.view
  if (isLooking || response === undefined) return page
  if (page.view.sharedReason !== null) {
    page.view.sharedReason = null
    makePrivate(response)
  }
  keepPrivate(written(response), reportLate)
  return page
}

function laidOver(given: object, processed: object | undefined, viewWins: boolean): Variables {
  if (processed === undefined) return new Variables(given)
  return viewWins ? new Variables(given, processed) : new Variables(processed, given)
}

// What a page says of its own privacy is taken for a yes unless it is clearly a no, and page and context processors count
// together.
const isYes = (variables: Variables, name: string) =>
  variables.all(name).some((value) => value !== null && value !== false && value !== '')

// What a response says counts from its first tag on; what it says later is seen to by keepPrivate.
function reasonOf(view: PageView, isLooking: boolean): string | null {
  if (view.sharedReason !== undefined) return view.sharedReason
  const reason = sharedReason(view) ?? null
  if (!isLooking) view.sharedReason = reason
  return reason
}

function sharedReason({ isStatic, response }: PageView): string | undefined {
  if (isStatic) return 'it is static'
  if (typeof response?.getHeader !== 'function') return undefined
  try {
    return sharedBy(headersOf(response))
  } catch {
    return 'its headers cannot be read'
  }
}

/** @throws SharedPageError for a page of one visitor's that may not be made for everybody. */
function assertMayBeShared({ isStatic }: PageView, own: readonly Own[], reason: string, { shared }: PageRules): void {
  const what = listed(own)
  if (isStatic && own.some(({ namesVisitor }) => namesVisitor)) {
    throw new SharedPageError(`a static page is everybody’s, and would hold ${what}: leave it out`)
  }
  if (shared === 'error' && process.env.NODE_ENV !== 'production') {
    throw new SharedPageError(
      `a shared cache may keep this page (${reason}), and it would hold ${what}: leave it out, or answer with Cache-Control: private`,
    )
  }
}

// A mark of the page's own is no header that could be changed.
const becomesPrivate = ({ view, variables }: PageInHand, { shared }: PageRules) =>
  shared === 'private' &&
  !view.isStatic &&
  (view.response && written(view.response).headersSent) !== true &&
  !isYes(variables, 'analytical_shared')

const leftOut = (what: string, reason: string) =>
  new Error(`left out of a page that a shared cache may keep (${reason}): ${what}`)

/** Something of one visitor's in a page. */
interface Own {
  what: string
  /** Whether it names the visitor. */
  namesVisitor: boolean
}

const listed = (own: readonly Own[]) => own.map(({ what }) => what).join(', ')

function ofOneVisitor(given: object, view: PageView, rules: PageRules): readonly Own[] {
  const { personality, omissions, takesNonce } = rules
  const isSet = (name: string) =>
    personality.ofVisitor(name) && ((given as Record<string, unknown>)[name] ?? null) !== null
  const isOmitted = view.omission !== undefined && omissions.ofHost(view.signals) === undefined
  const hasChosen = Object.values(view.consent ?? {}).some((choice) => choice !== 'pending')
  const own = (is: boolean, what: string, namesVisitor = false) => (is ? [{ what, namesVisitor }] : [])
  return [
    ...own(takesNonce && view.nonce !== undefined, 'the nonce'),
    ...own(view.visitor !== undefined, 'who is signed in', true),
    ...Object.keys(given)
      .filter(isSet)
      .flatMap((name) => own(true, name, personality.identities.has(name))),
    ...own(view.events.length > 0, 'the events of this request'),
    ...own(Object.keys(view.variables ?? {}).length > 0, 'what context processors set'),
    ...own(isOmitted || rules.isInternal(view.ip), 'the verdict on this visitor'),
    ...own(hasChosen, 'the visitor’s consent'),
  ]
}
