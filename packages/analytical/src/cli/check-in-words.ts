import { textTable } from '../text-table.ts'
import type { CheckReport, ServiceOn } from './check-report.ts'
import type { Terminal } from './terminal.ts'

/** What `check` found, to read. */
export function checkInWords(report: CheckReport, showsAll: boolean, { style }: Terminal): string {
  const { file, on, off, problems, failures } = report
  const shown = off.filter(({ mentioned }) => mentioned || showsAll)
  const errors = problems.filter(({ level }) => level === 'error').map(({ message }) => message)
  const warnings = problems.filter(({ level }) => level === 'warning').map(({ message }) => message)
  const wrong = [...errors, ...failures]
  return [
    style('bold', `${file ?? 'The environment'}: ${counted(on.length, 'service')} on`),
    ...section('On', on.length === 0 ? [] : servicesOn(on)),
    ...section('Off', textTable(shown.map(({ title, reason }) => [title, reason]))),
    ...section(style('red', 'Wrong'), wrong),
    ...section(style('yellow', 'To look at'), warnings),
    '',
    wrong.length > 0 || warnings.length > 0
      ? style(wrong.length > 0 ? 'red' : 'yellow', `${wrong.length} wrong, ${counted(warnings.length, 'warning')}.`)
      : style('green', on.length === 0 ? 'Nothing is wrong, and nothing is on.' : 'Nothing is wrong.'),
  ].join('\n')
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`

function section(head: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', head, ...lines.map((line) => `  ${line}`)]
}

/** A row for each service, and below it its hosts. */
function servicesOn(on: readonly ServiceOn[]): string[] {
  const rows = textTable(
    on.map(({ title, category, bytes }) => [title, category, `${bytes} bytes`]),
    [2],
  )
  return on.flatMap(({ hosts }, index) => [
    rows[index] as string,
    ...(hosts.length === 0 ? [] : [`  ${hosts.map((host) => host.replace(/^https:\/\//, '')).join(' ')}`]),
  ])
}
