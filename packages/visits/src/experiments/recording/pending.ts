import type { Conversion, Definition, Exposure, Records } from './exposure.ts'

const most = 20_000
const atOnce = 2_000

/** What waits to be written, once per experiment and unit however often it happens, within a bound. */
export class PendingRecords {
  readonly #site: string
  #definitions: Definition[] = []
  readonly #exposures = new Map<string, Exposure>()
  readonly #conversions = new Map<string, Conversion>()

  constructor(site: string) {
    this.#site = site
  }

  get size(): number {
    return this.#exposures.size + this.#conversions.size
  }

  /** At most one for each experiment. */
  define(definition: Definition): void {
    this.#definitions.push(definition)
  }

  /** False where nothing more fits. */
  expose(exposure: Exposure): boolean {
    const key = keyOf(exposure)
    const waiting = this.#exposures.get(key)
    if (waiting === undefined && this.size >= most) return false
    const { variant, time } = waiting ?? exposure
    const crossed = exposure.crossed || variant !== exposure.variant || waiting?.crossed === true
    this.#exposures.set(key, { ...exposure, variant, time, crossed, person: waiting?.person ?? exposure.person })
    return true
  }

  /** False where nothing more fits. */
  convert(conversion: Conversion): boolean {
    const key = keyOf(conversion)
    if (!this.#conversions.has(key) && this.size >= most) return false
    this.#conversions.set(key, conversion)
    return true
  }

  take(): { readonly batch: Records; readonly size: number } | undefined {
    if (this.size === 0) return undefined
    const definitions = this.#definitions
    this.#definitions = []
    const exposures = takeFrom(this.#exposures)
    const conversions = takeFrom(this.#conversions)
    const batch = { site: this.#site, definitions, exposures, conversions }
    return { batch, size: exposures.length + conversions.length }
  }
}

const keyOf = ({ experiment, unit }: { experiment: string; unit: string }) => `${experiment}\n${unit}`

function takeFrom<T>(waiting: Map<string, T>): T[] {
  const taken = [...waiting].slice(0, atOnce)
  for (const [key] of taken) waiting.delete(key)
  return taken.map(([, record]) => record)
}
