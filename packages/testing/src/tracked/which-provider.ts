import { type AnyProvider, providers as builtIn, didYouMean } from 'analytical'

/** A provider: a built-in one by its name, one of your own by its name or itself. */
export type ProviderLike = (typeof builtIn)[number]['name'] | AnyProvider | (string & {})

/** All providers, and the one that is meant, by any of its names. */
export function whichProvider(
  meant: ProviderLike,
  known: readonly AnyProvider[] = builtIn,
): { provider: AnyProvider; providers: readonly AnyProvider[] } {
  if (typeof meant === 'object')
    return { provider: meant, providers: known.includes(meant) ? known : [...known, meant] }
  const provider = known.find(({ name, otherNames = [] }) => name === meant || otherNames.includes(meant))
  if (provider !== undefined) return { provider, providers: known }
  const near = didYouMean(
    meant,
    known.map(({ name }) => name),
  )
  const remedy =
    near === undefined ? 'one of your own is named by itself, or in the list of providers' : `did you mean ${near}?`
  throw new TypeError(`${JSON.stringify(meant)} is the name of no provider: ${remedy}`)
}
