/** What was written of late, within a bound: once so many new ones have come, those that were not asked for since go. */
export class Recent {
  readonly #most: number
  #now = new Map<string, string>()
  #before = new Map<string, string>()

  constructor(most: number) {
    this.#most = most
  }

  get(key: string): string | undefined {
    const value = this.#now.get(key) ?? this.#before.get(key)
    if (value !== undefined && !this.#now.has(key)) this.set(key, value)
    return value
  }

  set(key: string, value: string): void {
    if (this.#now.size >= this.#most && !this.#now.has(key)) {
      this.#before = this.#now
      this.#now = new Map()
    }
    this.#now.set(key, value)
  }

  clear(): void {
    this.#now.clear()
    this.#before.clear()
  }
}
