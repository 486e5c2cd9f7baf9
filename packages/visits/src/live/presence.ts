/** What somebody did last, for the activity that it is part of. */
export interface RecentHit {
  readonly time: number
  readonly kind: 'request' | 'event'
  readonly what: string
}

/** A user as one process has seen them: all of it at once, so that it may be told again. */
export interface Seen {
  readonly id: string
  readonly name: string
  /** Masked, unless the site says otherwise. */
  readonly address: string | undefined
  readonly where: string
  /** Milliseconds since 1970. */
  readonly since: number
  readonly last: number
  readonly hits: number
  /** The last ones, oldest first. */
  readonly recent: readonly RecentHit[]
}

/** A user who is on the site now. */
export interface LivePerson {
  readonly id: string
  /** The user name; an e-mail address is masked, unless the site says otherwise. */
  readonly name: string
  /** Without its last part, unless the site says otherwise; undefined where it cannot be told. */
  readonly address: string | undefined
  /** The page that was asked for last: the route where the site tells it, else the path. */
  readonly where: string
  /** When this visit began, and when the last request came, in milliseconds since 1970. */
  readonly since: number
  readonly last: number
  /** Pages asked for and forms sent since then. */
  readonly hits: number
  /** What the site's rules name the last of it; undefined where none does. */
  readonly activity: string | undefined
}

/** Who is on the site now. */
export interface Presence {
  /** Who came last first. */
  readonly people: readonly LivePerson[]
  /** How many changes a reader has missed before this one, as it was slow. */
  readonly skipped: number
}

/** Whether this is what a process of this version tells of a user. */
export function isSeen(value: unknown): value is Seen {
  const { id, name, address, where, since, last, hits, recent } = (value ?? {}) as Partial<Record<keyof Seen, unknown>>
  return (
    [id, name, where].every((text) => typeof text === 'string') &&
    (address === undefined || typeof address === 'string') &&
    [since, last, hits].every(Number.isFinite) &&
    Array.isArray(recent) &&
    recent.every(isRecentHit)
  )
}

function isRecentHit(value: unknown): value is RecentHit {
  const { time, kind, what } = (value ?? {}) as Partial<Record<keyof RecentHit, unknown>>
  return Number.isFinite(time) && (kind === 'request' || kind === 'event') && typeof what === 'string'
}

/** After so long without a request somebody has gone, in milliseconds. */
export const goneAfter = 5 * 60_000
