import { atHand, isThenable } from './at-hand.ts'
import { type AddressedRequest, type AddressTrust, addressReader } from './client-ip.ts'
import { type AskConsent, type Choice, readChoice } from './consent/choice.ts'
import type { ConsentRules } from './consent/rules.ts'
import { type ContextProcessor, runProcessors } from './context-processors.ts'
import type { FaultHandler } from './faults.ts'
import { inTime } from './in-time.ts'
import type { Mask } from './masking.ts'
import { isNonce } from './nonce.ts'
import { PageView, type PageViewInput, type Renderer } from './page-view.ts'
import type { PageResponse } from './shared-cache.ts'
import { readSignals, type Signals } from './signals.ts'
import { type Identified, readVisitor, type Visitor } from './visitor.ts'

export interface PageViewRules {
  /** The kit that renders these page views. */
  site: Renderer
  trust: AddressTrust | undefined
  processors: readonly ContextProcessor[]
  deadline: number
  identify: ((user: never) => Identified) | undefined
  omission(view: PageView): string | undefined
  /** Undefined where the site asks for no consent. */
  consent: ConsentRules | undefined
  askConsent: AskConsent | undefined
  /** Undefined where the site masks no addresses. */
  mask: Mask | undefined
  report: FaultHandler
}

/** A page view made from a template's own `request`, and the user it was made for. */
interface WithoutAdapter {
  user: unknown
  view: PageView
}

/** Makes page views by one site's rules. */
export class PageViews {
  readonly #rules: PageViewRules
  readonly #readAddress: ((request: AddressedRequest) => string | undefined) | undefined
  readonly #adapted = new WeakMap<object, PageView>()
  readonly #withoutAdapter = new WeakMap<object, WithoutAdapter>()
  #hasAdapter = false

  constructor(rules: PageViewRules) {
    this.#rules = rules
    this.#readAddress = rules.trust && addressReader(rules.trust)
  }

  /** Says that an adapter makes the page views: a template that has none could not tell an internal visitor from now on. */
  expect(): void {
    this.#hasAdapter = true
  }

  /** The page view of a request, for an adapter; context processors are started. */
  of(input: PageViewInput): PageView {
    this.expect()
    const first = input.once && isObject(input.request) ? this.#adapted.get(input.request) : undefined
    if (first !== undefined) {
      const message = 'tracking() is mounted twice: what it notes of a request first stands, mount it once'
      this.#rules.report(new Error(message), { phase: 'request' })
      return first
    }
    const view = this.#begun(this.#make(input), input.consent)
    if (isObject(input.request)) this.#adapted.set(input.request, view)
    return view
  }

  /**
   * The page view that an adapter put into a template's context, else one from its `request` and `user`. Undefined where the
   * site has an adapter and the template keeps its page view from the tag: nobody could tell whom the page is for.
   */
  in(context: { analytical?: unknown; request?: unknown; user?: unknown }): PageView | undefined {
    const { analytical, request } = context
    if (PageView.is(analytical)) return analytical
    if (analytical !== undefined) {
      this.#missing(
        'the variable `analytical` is taken by the page, and with it the page view that tracking() put there',
      )
    }
    if (isObject(request)) return this.#adapted.get(request) ?? this.#of(request, context)
    if (!this.#hasAdapter) return this.#make({ user: () => context.user })
    if (analytical === undefined) {
      this.#missing(
        'the page view is not in this context, as in a macro without "with context" or a route before tracking(): nothing is rendered here',
      )
    }
    return undefined
  }

  // One request object may serve several visitors where a site shares it, so it is theirs only as long as they are the same.
  #of(request: object & { ip?: string; user?: unknown; res?: PageResponse }, context: { user?: unknown }): PageView {
    const known = this.#withoutAdapter.get(request)
    const user = this.#read(() => context.user ?? request.user)
    const view = this.#make({ request, ip: request.ip, user, response: request.res })
    if (known !== undefined && known.user === user && isSameVisitor(known.view, view)) return known.view
    this.#begun(view)
    this.#withoutAdapter.set(request, { user, view })
    return view
  }

  #make(input: PageViewInput): PageView {
    const given = { ...input, ip: this.#address(input), nonce: this.#nonce(input) }
    return new PageView(given, this.#rules.site, {
      visitor: () => this.#visitor(input.user),
      signals: () => this.#signals(input),
      omission: this.#rules.omission,
      address: (view) => this.#rules.mask?.(view.signals, this.#route(input)),
      consent: (view) => this.#rules.consent?.state(view.signals.cookies, view.said ?? unsaid),
    })
  }

  #begun(view: PageView, choice?: Choice): PageView {
    view.ready = all(this.#process(view), this.#ask(view, choice))
    return view
  }

  #process(view: PageView): Promise<void> | undefined {
    const { processors, deadline, report } = this.#rules
    if (processors.length === 0) return undefined
    view.variables = Object.create(null) as Record<string, unknown>
    return runProcessors(processors, view.request, view.variables, { deadline, report })
  }

  // Until the site has answered, and where it fails to, nothing counts as granted.
  #ask(view: PageView, choice?: Choice): Promise<void> | undefined {
    const { consent, askConsent, deadline, report } = this.#rules
    if (consent === undefined) return undefined
    const failed = (error: unknown) => report(error, { phase: 'consent' })
    const hear = (told: unknown) => {
      view.said = readChoice(told, consent.subjects, failed)
    }
    if (choice === undefined && askConsent === undefined) return undefined
    view.said = () => 'pending'
    try {
      if (choice !== undefined) hear(atHand(choice, 'the consent of a page view'))
      else {
        const told = askConsent?.(view.request)
        if (isThenable(told)) return inTime(told, deadline, 'what consent returns').then(hear).catch(failed)
        hear(told)
      }
    } catch (error) {
      failed(error)
    }
    return undefined
  }

  #missing(message: string): void {
    this.#rules.report(new TypeError(message), { phase: 'render' })
  }

  #address({ ip, request, incoming = request }: PageViewInput): string | undefined {
    if (this.#readAddress === undefined || !isAddressed(incoming)) return ip
    try {
      return this.#readAddress(incoming)
    } catch (error) {
      this.#rules.report(error, { phase: 'address' })
      return undefined
    }
  }

  #signals({ request, incoming = request, host }: PageViewInput): Signals {
    try {
      return readSignals(incoming, host)
    } catch (error) {
      this.#rules.report(error, { phase: 'address' })
      return readSignals(undefined, undefined)
    }
  }

  #route({ route }: PageViewInput): string | undefined {
    try {
      const given: unknown = typeof route === 'function' ? route() : route
      return typeof given === 'string' && given.startsWith('/') ? given : undefined
    } catch (error) {
      this.#rules.report(error, { phase: 'address' })
      return undefined
    }
  }

  #nonce({ nonce }: PageViewInput): string | undefined {
    try {
      const given = atHand(typeof nonce === 'function' ? nonce() : nonce, 'a nonce')
      if (given === undefined || isNonce(given)) return given
      throw new TypeError('a nonce is base64, like rAnd0m+/=; what was given is none and is left out')
    } catch (error) {
      this.#rules.report(error, { phase: 'nonce' })
      return undefined
    }
  }

  #read(user: unknown): unknown {
    try {
      return atHand(typeof user === 'function' ? user() : user, 'the user')
    } catch (error) {
      this.#rules.report(error, { phase: 'user' })
      return undefined
    }
  }

  #visitor(user: unknown): Visitor | undefined {
    const found = this.#read(user)
    try {
      return readVisitor(found, this.#rules.identify)
    } catch (error) {
      this.#rules.report(error, { phase: 'identify' })
      return this.#nameless(found)
    }
  }

  // A record that fails to tell even that somebody is signed in is nobody's.
  #nameless(found: unknown): Visitor | undefined {
    try {
      return readVisitor(found, () => null)
    } catch {
      return undefined
    }
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const isSameVisitor = (one: PageView, other: PageView) =>
  one.ip === other.ip && one.signals.cookies === other.signals.cookies

const unsaid = () => undefined

function all(...parts: readonly (Promise<void> | undefined)[]): Promise<void> | undefined {
  const waiting = parts.filter((part) => part !== undefined)
  return waiting.length > 1 ? Promise.all(waiting).then(() => {}) : waiting[0]
}

const isAddressed = (request: unknown): request is AddressedRequest =>
  typeof (request as AddressedRequest | undefined)?.headers === 'object'
