import type { Choice, Said } from './consent/choice.ts'
import type { ConsentState } from './consent/rules.ts'
import { memo } from './memo.ts'
import type { Page } from './provider.ts'
import type { PageResponse } from './shared-cache.ts'
import type { Signals } from './signals.ts'
import type { Verdict } from './verdict.ts'
import type { Visitor } from './visitor.ts'

/** What an adapter knows of a request. */
export interface PageViewInput {
  /** The framework's request, for context processors and the site's own functions. */
  request?: unknown
  /** What to read headers and socket from where `request` has none: Node's request, or one of the Fetch standard. */
  incoming?: unknown
  /** Whether the request comes here once: another page view of it is reported, and the first one stands. */
  once?: boolean | undefined
  /** The client's address, by the framework's own trust rule. */
  ip?: string | undefined
  /** The host that was asked, by the framework's own trust rule; the request's `hostname` or `Host` header unless you say. */
  host?: string | undefined
  /** The signed-in user, a record or a user name, or how to find it once the page is rendered. */
  user?: unknown | (() => unknown)
  /** The nonce that the response's content security policy names, or how to get it. */
  nonce?: string | undefined | (() => string | undefined)
  /** What the caller knows of the visitor's choice, in place of the site's `consent` function. */
  consent?: Choice | undefined
  /** The response that the page goes into: Node's, or what has its methods for headers. A shared cache may keep it. */
  response?: PageResponse | undefined
  /** The pattern of the framework's route, such as `/users/:id`, or how to get it once the page is rendered. */
  route?: string | undefined | (() => string | undefined)
  /** The page is made once, for everybody: a file, say. It may name nobody. */
  static?: boolean | undefined
}

/** What renders the tags of a page view: the kit that made it. */
export interface Renderer {
  render(tag: string, context?: object): string
  explain(context?: object): Verdict[]
}

/** What is found out of a page view when it is first asked for. */
export interface ViewFacts {
  visitor(): Visitor | undefined
  signals(): Signals
  omission(view: PageView): string | undefined
  consent(view: PageView): ConsentState | undefined
  address(view: PageView): Page | undefined
}

/** One request that renders a page. It holds what is computed once per request, and is known by its brand. */
export class PageView {
  readonly request: unknown
  readonly ip: string | undefined
  /** The nonce; undefined also where one was given that breaks the grammar. */
  readonly nonce: string | undefined
  /** The kit that made it, and that renders it whichever kit's tags the template has. */
  readonly site: Renderer
  /** What the context processors set; undefined where the site has none. */
  variables: Record<string, unknown> | undefined
  /** What the site itself says of the visitor's choice; undefined where it is not asked. */
  said: Said | undefined
  /** Whether the page's side of consent has been written. */
  hasConsentClient = false
  /** Why others than its visitor may get the page, as it was when its first tag was rendered; null where nobody may. */
  sharedReason: string | null | undefined
  /** The response that the page goes into, where the adapter tells. */
  readonly response: PageResponse | undefined
  readonly isStatic: boolean
  /** The tags that were rendered, to notice one that is rendered twice. */
  readonly rendered = new Set<string>()
  /** What was reported of this page's variables: once, and not once for each provider. */
  readonly reported = new Set<string>()
  readonly #events: [string, Readonly<Record<string, unknown>>][] = []
  readonly #visitor: () => Visitor | undefined
  readonly #signals: () => Signals
  readonly #omission: () => string | undefined
  readonly #consent: () => ConsentState | undefined
  readonly #address: () => Page | undefined
  /** Settles when asynchronous context processors have; undefined where there are none. Never rejects. */
  ready: Promise<void> | undefined

  /** Made by `analytical.pageView`, which knows how the site reads its users. */
  constructor(
    { request, ip, nonce, response, static: isStatic = false }: PageViewInput & { nonce: string | undefined },
    site: Renderer,
    facts: ViewFacts,
  ) {
    this.request = request
    this.ip = ip
    this.nonce = nonce
    this.response = response
    this.isStatic = isStatic
    this.site = site
    this.#visitor = memo(facts.visitor)
    this.#signals = memo(facts.signals)
    this.#omission = memo(() => facts.omission(this))
    this.#consent = memo(() => facts.consent(this))
    this.#address = memo(() => facts.address(this))
  }

  /** Whether a value is a page view: nothing else can pass for one. */
  static is(value: unknown): value is PageView {
    return typeof value === 'object' && value !== null && #events in value
  }

  /** The signed-in user, read when it is first asked for; undefined for an anonymous visitor. */
  get visitor(): Visitor | undefined {
    return this.#visitor()
  }

  /** What the request says of the page and of who asks for it. */
  get signals(): Signals {
    return this.#signals()
  }

  /** Why nothing of any provider goes into this page; undefined where nothing speaks against it. */
  get omission(): string | undefined {
    return this.#omission()
  }

  /** The visitor's choice, by what is asked; undefined where the site asks for no consent. */
  get consent(): ConsentState | undefined {
    return this.#consent()
  }

  /** The page's address and referrer as services may see them; undefined where they may see the real ones. */
  get address(): Page | undefined {
    return this.#address()
  }

  /** What happened on the way to this page, for every provider that has a call for it. */
  get events(): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
    return this.#events
  }

  /**
   * Tells every provider of something that happened: `view.event('rhyme posted', { lines: 4 })`.
   *
   * @throws TypeError for a name that is no text, or properties that are no object.
   */
  event(name: string, properties: Readonly<Record<string, unknown>> = {}): this {
    if (typeof name !== 'string' || name === '')
      throw new TypeError(`an event's name must be text, like 'rhyme posted'`)
    if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) {
      throw new TypeError(`the properties of the event "${name}" must be an object, like { lines: 4 }`)
    }
    this.#events.push([name, properties])
    return this
  }
}
