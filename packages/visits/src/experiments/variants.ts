import { agentReader } from '../classifying/agent.ts'
import type { Headers } from '../classifying/headers.ts'
import { isPrefetch } from '../classifying/left-out.ts'
import { answerOf } from '../listening/answer.ts'
import type { RawRequest } from '../listening/exchange.ts'
import type { Report } from '../problems.ts'
import { variantOf } from './assigning/variant-of.ts'
import type { Experiment, ExperimentsOption } from './experiment.ts'
import { addressOf } from './pages.ts'
import type { Visitors } from './visitors/visitors.ts'

/** What a request’s visitor is shown. */
export interface Assignment {
  readonly variant: string
  /** Whom it is counted for; undefined where it is not counted. */
  readonly unit?: string
}

export interface VariantsOptions {
  readonly site: ExperimentsOption
  readonly visitors: Visitors
  /** The variant that a unit is known to have been shown. */
  readonly shown: (experiment: string, unit: string) => string | undefined
  /** Whether a request is one of too many. */
  readonly isLimited: (request: RawRequest) => boolean
  readonly report: Report
}

const longestAddress = 2_048

/** Chooses variants: once per request, and the same for a visitor every time. */
export class Variants {
  readonly #options: VariantsOptions
  readonly #agent = agentReader()
  readonly #seeds: ReadonlySet<string>
  readonly #chosen = new WeakMap<RawRequest, Map<string, Assignment>>()

  constructor(options: VariantsOptions) {
    this.#options = options
    this.#seeds = new Set(Object.entries(options.site.running).map(([name, experiment]) => seedOf(name, experiment)))
  }

  of(name: string, experiment: Experiment, request: unknown, raw: RawRequest): Assignment {
    const chosen = this.#chosen.get(raw) ?? new Map<string, Assignment>()
    this.#chosen.set(raw, chosen)
    const assignment = chosen.get(name) ?? this.#choose(name, experiment, request, raw)
    chosen.set(name, assignment)
    return assignment
  }

  /** What was chosen for a request, by the experiments’ names. */
  chosenFor(raw: RawRequest): ReadonlyMap<string, Assignment> | undefined {
    return this.#chosen.get(raw)
  }

  #choose(name: string, experiment: Experiment, request: unknown, raw: RawRequest): Assignment {
    const { visitors, shown, isLimited } = this.#options
    const control = { variant: experiment.variants[0] as string }
    const preview = this.#preview(name, experiment, request, raw)
    if (preview !== undefined) return { variant: preview }
    const headers = raw.headers as Headers
    if (this.#agent(headers).isBot || isPrefetch(headers) || isLimited(raw)) return control
    const visitor = visitors.of(request, raw)
    if (visitor === undefined) return control
    const seed = seedOf(name, experiment)
    const given = visitor.given(seed) ?? shown(name, visitor.unit)
    // It was taken out while the experiment runs.
    if (given !== undefined && !experiment.variants.includes(given)) return control
    const variant = given ?? variantOf(name, experiment, visitor.drawnBy)
    if (variant === undefined) return control
    try {
      visitor.keep(seed, variant, this.#seeds)
    } catch (error) {
      this.#options.report(error)
    }
    return { variant, unit: visitor.unit }
  }

  #preview(name: string, { variants }: Experiment, request: unknown, raw: RawRequest): string | undefined {
    const { site, report } = this.#options
    const { preview = false } = site
    const query = addressOf(request, raw).slice(0, longestAddress).split('?', 2)[1]
    if (preview === false || query === undefined) return undefined
    const wanted = new URLSearchParams(query).get(`variant_${name}`)
    if (wanted === null || !variants.includes(wanted)) return undefined
    const isAllowed = preview === true || answerOf(() => preview(request), false, previewsAnswer, report) === true
    return isAllowed ? wanted : undefined
  }
}

const seedOf = (name: string, { seed = name }: Experiment) => seed

const previewsAnswer = 'experiments.preview must answer true or false at once, like (request) => request.user?.isEditor'
