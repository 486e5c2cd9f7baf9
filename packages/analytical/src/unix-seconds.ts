/** A moment in seconds since 1970, of a Date, milliseconds or text; undefined where it is none. */
export function unixSeconds(moment: unknown): number | undefined {
  const isMoment = isDate(moment) || typeof moment === 'number' || typeof moment === 'string'
  const milliseconds = isMoment ? new Date(moment).getTime() : Number.NaN
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000)
}

// A record's field may be a proxy that answers with an error.
function isDate(value: unknown): value is Date {
  try {
    return value instanceof Date
  } catch {
    return false
  }
}
