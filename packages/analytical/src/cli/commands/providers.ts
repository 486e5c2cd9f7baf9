import { describeProvider } from '../../provider-description.ts'
import { type ExitCode, fine } from '../exit-code.ts'
import { jsonText } from '../json-text.ts'
import { allProviders } from '../own-providers.ts'
import { providerInWords, providersInWords } from '../provider-in-words.ts'
import { providerNamed } from '../provider-named.ts'
import type { Terminal } from '../terminal.ts'

export interface ProvidersOptions {
  /** The one to tell of; all, in brief, unless you say. */
  name?: string | undefined
  /** A module that exports providers of the site's own. */
  providers?: string
  json?: boolean
}

/** Tells what a provider says of itself, or lists all. */
export async function providers(options: ProvidersOptions, terminal: Terminal): Promise<ExitCode> {
  const all = await allProviders(options.providers, terminal)
  if (options.name === undefined) {
    const list = all.map(describeProvider)
    terminal.print(options.json ? jsonText(list) : providersInWords(list, terminal))
    return fine
  }
  const one = describeProvider(providerNamed(options.name, all))
  terminal.print(options.json ? jsonText(one) : providerInWords(one, terminal))
  return fine
}
