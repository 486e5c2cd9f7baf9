/** Something that users do more or less of: an activity, or a route or event that no activity covers. */
export interface Habit {
  readonly kind: 'activity' | 'request' | 'event'
  /** The activity's name, method and route like `GET /following`, or the event's name. */
  readonly what: string
}

/** What one user did: how many hits of each habit, on how many days. */
export interface Profile {
  readonly counts: ReadonlyMap<string, number>
  /** Days with a hit. */
  readonly days: number
}

/** A habit as the key of a profile's counts. */
export const keyOf = ({ kind, what }: Habit): string => `${kind} ${what}`

export function habitOf(key: string): Habit {
  const end = key.indexOf(' ')
  return { kind: key.slice(0, end) as Habit['kind'], what: key.slice(end + 1) }
}
