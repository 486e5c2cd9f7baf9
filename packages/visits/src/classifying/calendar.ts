/** A point in time, as the site's time zone has it. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly time: number
  /** Like `2026-11-27`. */
  readonly day: string
  /** `00` to `23`. */
  readonly hour: string
}

// Every time zone's offset is a multiple of 15 minutes, so a quarter of an hour is within one day and hour.
const quarter = 15 * 60_000
/** What a year has, and some more: reports ask for any, in any order. */
const quartersRemembered = 40_000

/** Tells day and hour in a time zone of the IANA list; throws a RangeError for one that is not on it. */
export function calendar(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  const read = (time: number) => {
    const {
      year,
      month,
      day,
      hour = '',
    } = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]))
    return { day: `${year}-${month}-${day}`, hour }
  }
  const known = new Map<number, ReturnType<typeof read>>()
  const at = (time: number): Moment => {
    const current = Math.floor(time / quarter)
    let found = known.get(current)
    if (found === undefined) {
      found = read(time)
      if (known.size >= quartersRemembered) known.clear()
      known.set(current, found)
    }
    return { time, day: found.day, hour: found.hour }
  }
  return {
    at,
    /** The last days up to `time`'s, oldest first. */
    daysUntil(time: number, count: number): string[] {
      const [year = 0, month = 1, day = 1] = at(time).day.split('-').map(Number)
      return Array.from({ length: count }, (_, index) =>
        new Date(Date.UTC(year, month - 1, day - (count - 1 - index))).toISOString().slice(0, 10),
      )
    },
  }
}

export type Calendar = ReturnType<typeof calendar>
