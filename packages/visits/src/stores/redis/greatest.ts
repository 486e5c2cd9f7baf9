import { setImmediate } from 'node:timers/promises'
import type { Row } from '../counter-store.ts'

const atOnce = 10_000

/** The greatest counts, equal ones by their text; many are looked at in steps, so that the site answers between them. */
export async function greatestOf(
  counts: Iterable<readonly [value: string, count: number]>,
  limit: number,
): Promise<Row[]> {
  let rows: Row[] = []
  let least = 0
  let seen = 0
  for (const [value, count] of counts) {
    seen++
    if (seen % atOnce === 0) await setImmediate()
    if (count < least) continue
    rows.push({ value, count })
    if (rows.length < 2 * limit + 1_000) continue
    rows = rows.sort(byCount).slice(0, limit)
    least = rows.at(-1)?.count ?? 0
  }
  return rows.sort(byCount).slice(0, limit)
}

const byCount = (a: Row, b: Row) => b.count - a.count || (a.value < b.value ? -1 : 1)
