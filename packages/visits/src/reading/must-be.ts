const mostDays = 3_660

/** Whether it is a whole number from 1 on. */
export const isCount = (value: unknown, most: number) =>
  Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most

/** @throws RangeError with the rule, where it is not kept. */
export function mustBe(isRight: boolean, rule: string, got: unknown): void {
  if (!isRight) throw new RangeError(`${rule} (got ${String(got).slice(0, 100)})`)
}

/** @throws RangeError where it is no number of days. */
export function mustBeDays(days: unknown): void {
  mustBe(isCount(days, mostDays), `days must be a whole number up to ${mostDays}, like 30`, days)
}
