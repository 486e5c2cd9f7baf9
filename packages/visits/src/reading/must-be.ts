const mostDays = 3_660

/** Whether it is a whole number from 1 on. */
export const isCount = (value: unknown, most: number) =>
  Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most

/** @throws RangeError with the rule, where it is not kept. */
export function mustBe(isRight: boolean, rule: string, got: unknown): void {
  if (!isRight) throw new RangeError(`${rule} (got ${String(got).slice(0, 100)})`)
}

/** @throws RangeError for a query with a part that the method does not know, such as a mistyped one. */
export function mustBeQuery(method: string, query: unknown, parts: readonly string[]): void {
  const rule = `${method} takes an object of ${parts.join(', ')}, like { ${parts.includes('user') ? 'user: "jeff"' : 'days: 7'} }`
  const isObject = typeof query === 'object' && query !== null
  mustBe(isObject, rule, query)
  for (const part of Object.keys(query as object)) mustBe(parts.includes(part), rule, part)
}

/** @throws RangeError where it is no number of days. */
export function mustBeDays(days: unknown): void {
  mustBe(isCount(days, mostDays), `days must be a whole number up to ${mostDays}, like 30`, days)
}
