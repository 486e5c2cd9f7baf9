import type { Analytical } from '../../analytical.ts'
import { didYouMean, orMeant } from '../../settings/did-you-mean.ts'
import { generalTags } from '../../tags.ts'
import { type ExitCode, fine, misused } from '../exit-code.ts'
import { jsonText } from '../json-text.ts'
import { Mistake } from '../mistake.ts'
import { type Page, type PageOptions, pageOf } from '../page.ts'
import { type SiteOptions, startSite } from '../site.ts'
import type { Terminal } from '../terminal.ts'

export interface RenderOptions extends SiteOptions, PageOptions {
  /** The four general ones unless you say. */
  tag?: readonly string[]
  json?: boolean
}

/** Prints what tags write into one page, and nothing else. */
export async function render(options: RenderOptions, terminal: Terminal): Promise<ExitCode> {
  const complain = (told: string) => terminal.complain(`analytical: ${told}`)
  const { tag: tags = [...generalTags] } = options
  const site = await startSite(options, terminal)
  const page = await pageOf(site, options, complain)
  const { analytical, context } = page
  for (const tag of tags) assertTag(tag, analytical)
  const markup = tags.map((tag) => [tag, analytical.render(tag, context)] as const)
  for (const [tag, html] of markup) if (html === '') for (const why of reasons(tag, page)) complain(why)
  terminal.print(options.json ? jsonText(Object.fromEntries(markup)) : markup.map(([, html]) => html).join(''))
  return fine
}

function assertTag(tag: string, { tags }: Analytical): void {
  const names = tags.map(({ name }) => name)
  if (!names.includes(tag)) throw new Mistake(`${tag} is no tag${orMeant(didYouMean(tag, names))}`, misused)
}

/** Why a provider's tag writes nothing. A general one says nothing: what is off is nobody's mistake. */
function reasons(tag: string, { analytical, context }: Page): string[] {
  const provider = analytical.tags.find(({ name }) => name === tag)?.provider
  const ofIt = analytical.explain(context).filter((verdict) => verdict.provider === provider)
  return [...new Set(ofIt.map(({ reason }) => `${tag} writes nothing: ${reason}`))]
}
