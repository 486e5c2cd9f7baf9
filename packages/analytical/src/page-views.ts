import { type AddressedRequest, type AddressTrust, addressReader } from './client-ip.ts'
import { type ContextProcessor, runProcessors } from './context-processors.ts'
import type { FaultHandler } from './faults.ts'
import { isNonce, PageView, type PageViewInput } from './page-view.ts'
import { type Identified, readVisitor, type Visitor } from './visitor.ts'

export interface PageViewRules {
  trust: AddressTrust | undefined
  processors: readonly ContextProcessor[]
  deadline: number
  identify: ((user: never) => Identified) | undefined
  report: FaultHandler
}

/** Makes page views by one site's rules. */
export class PageViews {
  readonly #rules: PageViewRules
  readonly #readAddress: ((request: AddressedRequest) => string | undefined) | undefined
  readonly #withoutAdapter = new WeakMap<object, PageView>()

  constructor(rules: PageViewRules) {
    this.#rules = rules
    this.#readAddress = rules.trust && addressReader(rules.trust)
  }

  /** The page view of a request; context processors are started. */
  of(input: PageViewInput): PageView {
    const { processors, deadline, report } = this.#rules
    if (input.nonce !== undefined && !isNonce(input.nonce)) {
      report(new TypeError('a nonce is base64, like rAnd0m+/=; what was given is none and is left out'), {
        phase: 'nonce',
      })
    }
    const view = new PageView({ ...input, ip: this.#address(input) }, () => this.#visitor(input.user))
    if (processors.length > 0) {
      view.variables = Object.create(null) as Record<string, unknown>
      view.ready = runProcessors(processors, input.request, view.variables, { deadline, report })
    }
    return view
  }

  /** The page view that an adapter put into a template's context, else one from its `request` and `user`. */
  in(context: { analytical?: unknown; request?: unknown; user?: unknown }): PageView {
    const { analytical, request } = context
    if (PageView.is(analytical)) return analytical
    if (analytical !== undefined) {
      const message =
        'the variable `analytical` is taken by the page, and with it the page view that tracking() put there'
      this.#rules.report(new TypeError(message), { phase: 'render' })
    }
    const { ip, user: requestUser } = (request ?? {}) as { ip?: string; user?: unknown }
    const user = () => context.user ?? requestUser
    if (typeof request !== 'object' || request === null) return new PageView({}, () => this.#visitor(user))
    const known = this.#withoutAdapter.get(request)
    if (known !== undefined) return known
    const view = this.of({ request, ip, user })
    this.#withoutAdapter.set(request, view)
    return view
  }

  #address({ ip, request }: PageViewInput): string | undefined {
    if (this.#readAddress === undefined || !isAddressed(request)) return ip
    try {
      return this.#readAddress(request)
    } catch (error) {
      this.#rules.report(error, { phase: 'address' })
      return undefined
    }
  }

  #visitor(user: unknown): Visitor | undefined {
    try {
      return readVisitor(typeof user === 'function' ? user() : user, this.#rules.identify)
    } catch (error) {
      this.#rules.report(error, { phase: 'identify' })
      return undefined
    }
  }
}

const isAddressed = (request: unknown): request is AddressedRequest =>
  typeof (request as AddressedRequest | undefined)?.headers === 'object'
