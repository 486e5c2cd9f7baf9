import { networkOf } from '../classifying/network.ts'
import { clean } from '../classifying/text.ts'
import { type RawRequest, rawRequestOf, takesNodes } from '../listening/exchange.ts'
import type { Problems } from '../problems.ts'
import { InsuredWindows } from './insured.ts'
import { isLimitOptions, type Limit, type LimitOptions, limitRule } from './limit.ts'
import type { SharedWindows } from './windows.ts'

export interface LimitsOptions {
  /** The site's own, by form. */
  declared: Readonly<Record<string, LimitOptions>> | undefined
  /** Whose request it is; undefined where it can't be told. */
  address: (request: RawRequest) => string | undefined
  /** The counts of all processes; those of this one alone where there is none. */
  shared: SharedWindows | undefined
  problems: Problems
}

const formBytes = 100
/** All requests whose address can't be told share one count: whoever garbles his address must not go free. */
const unknown = '(unknown)'

/** What is known of a request that was asked about. */
interface Asked {
  readonly limits: Map<string, Promise<Limit>>
  /** The form that it was one too many for. */
  limited: string | undefined
}

/** Counts requests by form and address, and tells which are one too many. */
export class Limits {
  readonly #options: LimitsOptions
  readonly #windows: InsuredWindows
  readonly #asked = new WeakMap<RawRequest, Asked>()

  constructor(options: LimitsOptions) {
    this.#options = options
    this.#windows = new InsuredWindows(options.shared, options.problems)
  }

  /** Counts a request, once however often it is asked about. Never rejects: a call that makes no sense is reported, and limits nobody. */
  async limit(request: unknown, form: string, given: LimitOptions | undefined): Promise<Limit> {
    const raw = rawRequestOf(request)
    const wrong = raw === undefined ? takesNodes('limit') : this.#wrongWith(form, given)
    if (raw === undefined || wrong !== undefined) {
      this.#options.problems.report(new Error(wrong))
      return { limited: false, remaining: 0, resetAt: new Date() }
    }
    const asked = this.#askedOf(raw)
    const name = clean(form, formBytes)
    const limit = asked.limits.get(name) ?? this.#count(raw, name, (given ?? this.#declared(form)) as LimitOptions)
    asked.limits.set(name, limit)
    if ((await limit).limited) asked.limited ??= name
    return limit
  }

  /** The form whose limit a request was beyond, as far as it was asked about by now. */
  limitedForm(request: RawRequest): string | undefined {
    return this.#asked.get(request)?.limited
  }

  async #count(request: RawRequest, form: string, { points, seconds }: LimitOptions): Promise<Limit> {
    const { count, endsAt } = await this.#windows.add({ form, network: this.#networkOf(request), seconds })
    return { limited: count > points, remaining: Math.max(points - count, 0), resetAt: new Date(endsAt) }
  }

  #networkOf(request: RawRequest): string {
    const { address, problems } = this.#options
    try {
      const told = address(request)
      if (told !== undefined) return networkOf(told)
      problems.report(new Error(cannotTell))
    } catch (error) {
      // The site's own trustedProxies.
      problems.report(error)
    }
    return unknown
  }

  #declared(form: string): LimitOptions | undefined {
    const { declared = {} } = this.#options
    return Object.hasOwn(declared, form) ? declared[form] : undefined
  }

  #askedOf(request: RawRequest): Asked {
    let asked = this.#asked.get(request)
    if (asked === undefined) {
      asked = { limits: new Map(), limited: undefined }
      this.#asked.set(request, asked)
    }
    return asked
  }

  #wrongWith(form: unknown, given: unknown): string | undefined {
    if (typeof form !== 'string' || form === '') return `visits.limit must get a form's name, like 'comments'`
    if (given !== undefined)
      return isLimitOptions(given) ? undefined : `the limit of ${quoted(form)} must be ${limitRule}`
    if (this.#declared(form) !== undefined) return undefined
    return `visits.limit knows no limit for ${quoted(form)}: hand it over, or declare it by the option limits, like { limits: { ${quoted(form)}: { points: 5, seconds: 3600 } } }`
  }
}

const cannotTell =
  "a visitor's address can't be told, and all such requests share one limit: trustedProxies must fit the proxies before this site, like 1, or ['unix'] behind a Unix socket"

const quoted = (form: string) => JSON.stringify(clean(form, formBytes))
