import { namesOf } from '../names.ts'
import { type AnyProvider, categories } from '../provider.ts'
import { didYouMean, orMeant } from './did-you-mean.ts'
import type { Problem } from './problem.ts'

/** What the kit's settings name that these providers and categories do not know. */
export function unknownNames(values: ReadonlyMap<string, unknown>, providers: readonly AnyProvider[]): Problem[] {
  const names = providers.flatMap(namesOf)
  const disabled = values.get('ANALYTICAL_DISABLED')
  const called = values.get('ANALYTICAL_CONSENT_NAMES')
  const asked = categories.filter((category) => category !== 'necessary')
  return [
    ...wrong('ANALYTICAL_DISABLED', 'must name providers, like clicky', Array.isArray(disabled) ? disabled : [], names),
    ...wrong(
      'ANALYTICAL_CONSENT_NAMES',
      'must be of categories and providers, like analytics',
      Object.keys(called ?? {}),
      [...asked, ...names],
    ),
  ]
}

function wrong(setting: string, rule: string, given: readonly string[], known: readonly string[]): Problem[] {
  const unknown = given.filter((name) => !known.includes(name))
  return unknown.map((name) => {
    const meant = didYouMean(name, known)
    return {
      level: 'error',
      setting,
      message: `${setting} ${rule} (got ${JSON.stringify(name.slice(0, 60))})${orMeant(meant)}`,
      ...(meant === undefined ? {} : { didYouMean: meant }),
    }
  })
}
