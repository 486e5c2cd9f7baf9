import { namesOf } from '../names.ts'
import type { AnyProvider } from '../provider.ts'
import { didYouMean, orMeant } from '../settings/did-you-mean.ts'
import { misused } from './exit-code.ts'
import { Mistake } from './mistake.ts'

/** The provider with a name, its own or a former one. */
export function providerNamed(name: string, providers: readonly AnyProvider[]): AnyProvider {
  const asked = name.toLowerCase()
  const found = providers.find((provider) => namesOf(provider).includes(asked))
  if (found !== undefined) return found
  const meant = orMeant(didYouMean(asked, providers.flatMap(namesOf)))
  throw new Mistake(`${name} is no provider${meant || ': npx analytical providers lists them'}`, misused)
}
