/** A length of time: milliseconds, or a text like `90s`, `10m`, `2h` or `1d`. */
export type Duration = number | string

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** In milliseconds; undefined for what is no length of time, or none of at least a millisecond and at most a year. */
export function milliseconds(duration: unknown): number | undefined {
  const length = typeof duration === 'string' ? read(duration) : duration
  return typeof length === 'number' && length >= 1 && length <= 366 * 86_400_000 ? length : undefined
}

function read(text: string): number | undefined {
  const [, number = '', unit = ''] = /^(\d{1,9}) ?([smhd])$/.exec(text) ?? []
  return units[unit] === undefined ? undefined : Number(number) * units[unit]
}
