/** One thing that a user did, as the journal has it. */
export interface JournalHit {
  /** Milliseconds since 1970. */
  readonly time: number
  /** A request's method and route, like `GET /rhymes/:id` (its path where no route is told); an event's name. */
  readonly what: string
  readonly kind: 'request' | 'event'
  /** Of a request. */
  readonly status: number | undefined
}

/** Why a user is in the journal. */
export type Chosen = 'watched' | 'sample'
