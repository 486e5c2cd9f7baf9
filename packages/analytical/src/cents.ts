/** An amount of money in hundredths, for vendors that count so; undefined for what is no number. */
export function cents(amount: unknown): number | undefined {
  const isAmount = typeof amount === 'number' || (typeof amount === 'string' && amount.trim() !== '')
  const hundredths = isAmount ? Math.round(Number(amount) * 100) : Number.NaN
  return Number.isFinite(hundredths) ? hundredths : undefined
}
