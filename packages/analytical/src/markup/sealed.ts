/** Known to the tags of this folder only: without it nobody makes {@link Sealed} text. */
export const key = Symbol('only a markup tag makes sealed text')

/** Text that a tag has checked. It cannot be forged: neither by its constructor, nor by an object that looks alike. */
export abstract class Sealed {
  readonly #text: string

  constructor(given: symbol, text: string) {
    if (given !== key) throw new TypeError('markup is made by the tags html`…`, js`…` and url`…` only')
    this.#text = text
    Object.freeze(this)
  }

  toString(): string {
    return this.#text
  }

  static isSealed(value: unknown): boolean {
    return typeof value === 'object' && value !== null && #text in value
  }
}

/** Whether a value was made by the tag of one language. */
export function isMade<T extends Sealed>(by: abstract new (...given: never[]) => T, value: unknown): value is T {
  return Sealed.isSealed(value) && value instanceof by
}

/**
 * Throws unless a tag was called as one: `` js`…` `` and not js(…). Nothing that was parsed or received is frozen, so nothing such passes for a template.
 */
export function assertTemplate(tag: string, strings: unknown): asserts strings is TemplateStringsArray {
  const { raw } = (strings ?? {}) as Partial<TemplateStringsArray>
  if (!Array.isArray(strings) || !Array.isArray(raw) || !Object.isFrozen(strings) || !Object.isFrozen(raw)) {
    throw new TypeError(`${tag} is a template tag: write ${tag}\`…\`, not ${tag}(…)`)
  }
}
