/** A rate as a reader has it, like `12.4 %`. */
export const percent = (rate: number): string => `${(rate * 100).toFixed(1)} %`

/** A difference of rates in percentage points, like `+1.2` or `−0.4`. */
export const points = (difference: number): string => {
  const rounded = (Math.abs(difference) * 100).toFixed(1)
  return Number(rounded) === 0 ? '0.0' : `${difference < 0 ? '−' : '+'}${rounded}`
}

/** A day in UTC, like `2026-11-27`. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
