/** A moment in seconds since 1970, of a Date, milliseconds or text; undefined where it is none. */
export function unixSeconds(moment: unknown): number | undefined {
  const isMoment = moment instanceof Date || typeof moment === 'number' || typeof moment === 'string'
  const milliseconds = isMoment ? new Date(moment).getTime() : Number.NaN
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000)
}
