/** One network's requests of one form, since the first of them. */
export interface Window {
  /** This request among them. */
  readonly count: number
  /** When it ends, in milliseconds since 1970. */
  readonly endsAt: number
}

/** Whose requests of what are counted together. */
export interface WindowKey {
  readonly form: string
  readonly network: string
  readonly seconds: number
}

/** Counts that all processes of a site share. Each promise may hang or reject as it likes: who calls has a deadline. */
export interface SharedWindows {
  /** Its name in messages, like `Redis`. */
  readonly name: string
  /** Adds a request to its window, which begins with it where there is none. */
  add(key: WindowKey): Promise<Window>
}
