const milliseconds = 86_400_000

/** A day like `2026-11-27` as days since 1970, so that one follows the other. */
export const dayNumber = (day: string): number => Math.floor(Date.parse(day) / milliseconds)
