import type { Analytical } from '../../analytical.ts'
import { generalTags } from '../../tags.ts'
import type { Verdict } from '../../verdict.ts'
import { verdictTable } from '../../verdict-table.ts'
import { type ExitCode, fine } from '../exit-code.ts'
import { jsonText } from '../json-text.ts'
import { type PageOptions, pageOf } from '../page.ts'
import { providerNamed } from '../provider-named.ts'
import { type SiteOptions, startSite } from '../site.ts'
import type { Terminal } from '../terminal.ts'

export interface ExplainOptions extends SiteOptions, PageOptions {
  /** Of these providers alone. */
  provider?: readonly string[]
  /** Of the services that are off, too. */
  all?: boolean
  json?: boolean
}

/** Tells what becomes of each tag in one page and why, and shows what it renders. */
export async function explain(options: ExplainOptions, terminal: Terminal): Promise<ExitCode> {
  const site = await startSite(options, terminal)
  const asked = options.provider?.map((name) => providerNamed(name, site.providers).name)
  const { analytical, context } = await pageOf(site, options, (told) => terminal.complain(`analytical: ${told}`))
  const verdicts = analytical.explain(context).filter(({ provider }) => asked === undefined || asked.includes(provider))
  const shown = verdicts.filter(({ provider }) => {
    return options.all || asked !== undefined || analytical.enabled.includes(provider)
  })
  const markup = rendered(analytical, context, asked && verdicts)
  terminal.print(
    options.json
      ? jsonText({ verdicts: shown, markup })
      : inWords(shown, verdicts.length - shown.length, markup, terminal),
  )
  return fine
}

/** What the tags write, by tag; those that write nothing are left out. */
function rendered(analytical: Analytical, context: object, verdicts: readonly Verdict[] | undefined) {
  const tags = verdicts === undefined ? [...generalTags] : verdicts.map(({ tag }) => tag)
  const all = tags.map((tag) => [tag, analytical.render(tag, context)] as const)
  return Object.fromEntries(all.filter(([, html]) => html !== ''))
}

function inWords(
  verdicts: readonly Verdict[],
  others: number,
  markup: Readonly<Record<string, string>>,
  { style }: Terminal,
): string {
  const [head = '', ...lines] = verdictTable(verdicts).split('\n')
  return [
    style('bold', head),
    ...lines,
    ...(others > 0 ? [style('dim', `${others} more tags belong to services that are off: --all shows them.`)] : []),
    ...Object.entries(markup).flatMap(([tag, html]) => ['', style('bold', tag), html.trimEnd()]),
  ].join('\n')
}
