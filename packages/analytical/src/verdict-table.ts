import type { Verdict } from './verdict.ts'

/**
 * What `explain` tells, as lines to read: a row for each tag, and below it what was kept back from its provider.
 *
 * @example console.log(verdictTable(analytical.explain({ user: { username: 'jeff' } })))
 */
export function verdictTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ title, tag, action, bytes, reason }) => [title, tag, action, String(bytes), reason])
  const all = [['service', 'tag', 'verdict', 'bytes', 'reason'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0, column === 3))
      .join('  ')
      .trimEnd()
  const notes = ({ notes }: Verdict) => notes.map((note) => `  ${note}`)
  return [
    line(all[0] as string[]),
    ...verdicts.flatMap((verdict, index) => [line(rows[index] as string[]), ...notes(verdict)]),
  ].join('\n')
}

const padded = (cell: string, width: number, isNumber: boolean) =>
  isNumber ? cell.padStart(width) : cell.padEnd(width)
