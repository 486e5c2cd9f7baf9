/** What is let through of a variable's value; undefined for nothing. */
export type Sieve = (name: string, value: unknown) => unknown

/** Context variables of one page, from one or two objects; own enumerable keys only, so `__proto__` is a name like any other. */
export class Variables {
  readonly #first: object
  readonly #second: object | undefined
  readonly #sieve: Sieve | undefined
  readonly #withheld: ReadonlySet<string> | undefined

  /** The first object wins where both set a variable; `sieve` has the last word on each, but for those `withheld`. */
  constructor(first: object, second?: object, sieve?: Sieve, withheld?: ReadonlySet<string>) {
    this.#first = first
    this.#second = second
    this.#sieve = sieve
    this.#withheld = withheld
  }

  /** The same variables, some of which are null, without a look at them. */
  without(names: ReadonlySet<string>): Variables {
    return new Variables(this.#first, this.#second, this.#sieve, names)
  }

  /** The same variables, as a further sieve lets them through. */
  through(sieve: Sieve): Variables {
    const finer = this.#sieve
    const both: Sieve = (name, value) => sieve(name, finer === undefined ? value : finer(name, value))
    return new Variables(this.#first, this.#second, both, this.#withheld)
  }

  /** A variable's value; `null` is a value, `undefined` means that it is not set. */
  get(name: string): unknown {
    if (this.#withheld?.has(name)) return null
    const first = own(this.#first, name)
    const value = first === undefined && this.#second !== undefined ? own(this.#second, name) : first
    return this.#sieve === undefined || value === undefined ? value : this.#sieve(name, value)
  }

  /** The value of the first of several names that is set. */
  first(names: readonly string[]): unknown {
    for (const name of names) {
      const value = this.get(name)
      if (value !== undefined) return value
    }
    return undefined
  }

  /** Which of several names is the first that is set. */
  nameOf(names: readonly string[]): string | undefined {
    return names.find((name) => this.get(name) !== undefined)
  }

  /** Every value that is given to a variable, the winning one first. */
  all(name: string): unknown[] {
    const values = [own(this.#first, name), this.#second && own(this.#second, name)]
    return values.filter((value) => value !== undefined)
  }

  /** The names with a prefix; one that both objects set comes twice. */
  withPrefix(prefix: string): string[] {
    const names = Object.keys(this.#first)
    if (this.#second !== undefined) names.push(...Object.keys(this.#second))
    return names.filter((name) => name.startsWith(prefix))
  }
}

function own(from: object, name: string): unknown {
  // Almost every name that is asked for is absent, so the value comes first: it costs a third of the other question.
  const value = (from as Record<string, unknown>)[name]
  if (value === undefined || !Object.prototype.propertyIsEnumerable.call(from, name)) return undefined
  // Template engines mark text as safe by wrapping it in a String of their own.
  return value instanceof String ? String(value) : value
}
