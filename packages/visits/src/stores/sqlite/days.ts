import type { Period } from '../../counting/dimension.ts'

const milliseconds = 86_400_000

/** The day so many days before, like `2026-11-27`. */
export const daysBefore = (day: Period, count: number): Period =>
  new Date(Date.parse(day) - count * milliseconds).toISOString().slice(0, 10)

/** Days since 1970. */
export const today = (): number => Math.floor(Date.now() / milliseconds)
