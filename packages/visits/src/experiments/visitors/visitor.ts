import { begin, type Kept, keep } from './session.ts'

/** Whom a variant is chosen for. */
export class Visitor {
  /** What is counted once: one browser by the session or the site’s own id for it, else a signed-in user. Names no cookie. */
  readonly unit: string
  /** What the variant is drawn by, where none was given before: a signed-in user gets the same on every device. */
  readonly drawnBy: string
  readonly #session: object | undefined
  #kept: Kept | undefined

  constructor(unit: string, drawnBy: string, session?: object, kept?: Kept) {
    this.unit = unit
    this.drawnBy = drawnBy
    this.#session = session
    this.#kept = kept
  }

  /** The variant that the session says was given. */
  given(seed: string): string | undefined {
    const { variants = {} } = this.#kept ?? {}
    return Object.hasOwn(variants, seed) ? variants[seed] : undefined
  }

  /** Has the session keep a variant; of others only those whose experiments run. */
  keep(seed: string, variant: string, running: ReadonlySet<string>): void {
    if (this.#session === undefined || this.given(seed) === variant) return
    const { id, variants } = this.#kept ?? begin(this.#session)
    const others = Object.entries(variants).filter(([seed]) => running.has(seed))
    this.#kept = keep(this.#session, { id, variants: Object.fromEntries([...others, [seed, variant]]) })
  }
}
