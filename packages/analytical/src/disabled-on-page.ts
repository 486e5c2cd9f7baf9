import { didYouMean, orMeant } from './settings/did-you-mean.ts'
import { kitSettings } from './settings/kit-settings.ts'
import type { Variables } from './variables.ts'

/**
 * Whom a page switches off by `analytical_disabled`: all (true), or the providers it names, in any form that the setting
 * ANALYTICAL_DISABLED takes. Page and context processors count together. What cannot be read switches all off, and is reported.
 */
export function disabledOnPage(
  variables: Variables,
  providers: readonly string[],
  report: (error: Error) => void,
): boolean | readonly string[] {
  const given = variables.all('analytical_disabled')
  if (given.length === 0) return false
  const named: string[] = []
  for (const value of given) {
    const { success, data } = kitSettings.ANALYTICAL_DISABLED.safeParse(value ?? undefined)
    const unknown = Array.isArray(data) ? data.find((name) => !providers.includes(name)) : undefined
    if (!success || unknown !== undefined) {
      const meant = unknown === undefined ? undefined : didYouMean(unknown, providers)
      report(
        new TypeError(
          `analytical_disabled must be true or name providers, like ['clicky']; all are off here${orMeant(meant)}`,
        ),
      )
      return true
    }
    if (data === true) return true
    if (Array.isArray(data)) named.push(...data)
  }
  return named
}
