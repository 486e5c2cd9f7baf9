import type { Classify, Told } from '../classifying/classify.ts'
import type { Hit } from '../hit.ts'
import type { Report } from '../problems.ts'
import type { Sink } from '../sink.ts'
import type { Ended, RawRequest } from './exchange.ts'
import type { Hooks } from './hooks.ts'

interface IntakeSettings {
  readonly classify: Classify
  readonly tell: (ended: Ended) => Told
  /** The form whose limit a request was beyond. */
  readonly limitedForm: (request: RawRequest) => string | undefined
  readonly sinks: readonly Sink[]
  readonly finished: Hooks<'finish'>
  readonly report: Report
}

/** A request that ended, and what can be asked of it then only. */
interface Asked {
  readonly ended: Ended
  readonly told: Told
  readonly limited: string | undefined
}

/** Makes hits of the requests that ended, and gives them to the sinks and to the site's hooks. Never throws. */
export class Intake {
  readonly #settings: IntakeSettings
  #waiting: Asked[] = []

  constructor(settings: IntakeSettings) {
    this.#settings = settings
  }

  /**
   * The site's own functions are called at once, in the request's context. All else waits for the turn of the event loop to
   * end: one after the other, hits find what they need in the processor's caches, and leave the site's there for as long.
   */
  add(ended: Ended): void {
    const { tell, limitedForm, finished, report } = this.#settings
    try {
      const asked = { ended, told: tell(ended), limited: limitedForm(ended.request) }
      if (finished.isEmpty) this.#wait(asked)
      else finished.call(this.#take(asked), ended.request, ended.response)
    } catch (error) {
      report(error)
    }
  }

  #wait(asked: Asked): void {
    if (this.#waiting.push(asked) === 1) setImmediate(this.takeAll)
  }

  /** Takes in all that ended by now. */
  readonly takeAll = (): void => {
    const waiting = this.#waiting
    this.#waiting = []
    for (const asked of waiting) {
      try {
        this.#take(asked)
      } catch (error) {
        this.#settings.report(error)
      }
    }
  }

  #take({ ended, told, limited }: Asked): Hit {
    const { classify, sinks, report } = this.#settings
    const hit = classify(ended, told, limited)
    for (const sink of sinks) give(sink, hit, ended.request, report)
    return hit
  }
}

/** One sink that fails keeps nothing from the others. */
function give(sink: Sink, hit: Hit, request: RawRequest, report: Report): void {
  try {
    sink.hit(hit, request)
  } catch (error) {
    report(error)
  }
}
