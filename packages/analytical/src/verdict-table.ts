import { textTable } from './text-table.ts'
import type { Verdict } from './verdict.ts'

const head = ['service', 'tag', 'verdict', 'bytes', 'reason']

/**
 * What `explain` tells, as lines to read: a row for each tag, and below it what was kept back from its provider.
 *
 * @example console.log(verdictTable(analytical.explain({ user: { username: 'jeff' } })))
 */
export function verdictTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ title, tag, action, bytes, reason }) => [title, tag, action, String(bytes), reason])
  const [first, ...lines] = textTable([head, ...rows], [head.indexOf('bytes')])
  const notes = ({ notes }: Verdict) => notes.map((note) => `  ${note}`)
  return [first, ...verdicts.flatMap((verdict, index) => [lines[index], ...notes(verdict)])].join('\n')
}
