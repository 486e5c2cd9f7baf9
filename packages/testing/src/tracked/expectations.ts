import { type AnyProvider, providers as builtIn } from 'analytical'
import { absent, found, nameAndState, shown } from './findings.ts'
import { hasPart } from './partial-match.ts'
import { type TrackedOptions, trackedBy, trackedInPage } from './tracked-by.ts'
import { type ProviderLike, whichProvider } from './which-provider.ts'

/** Whether a page is as expected; the message says what it is like where it is not or, negated, where it is. */
export interface Outcome {
  pass: boolean
  message(): string
}

/** That a page tells a provider something: what is expected, as a part of what the vendor finds, or anything at all. */
export function tracking(html: string, meant: ProviderLike, expected: unknown, options: TrackedOptions): Outcome {
  const tracked = trackedBy(html, meant, options)
  const { state, globals, data } = tracked
  const isTold = expected === undefined || hasPart(globals, expected) || data.some((one) => hasPart(one, expected))
  const pass = state === 'live' && isTold
  const subject = `expected the page ${pass ? 'not ' : ''}to track by ${tracked.title}`
  return {
    pass,
    message() {
      const said = state === 'absent' ? absent(tracked, trackedInPage(html, options).tracked) : found(tracked)
      return expected === undefined ? `${subject}, but ${said}` : `${subject}\n${shown(expected)}\nbut ${said}`
    },
  }
}

/** That a page tells nothing to anybody, or to none of some. */
export function trackingNothing(
  html: string,
  some: readonly ProviderLike[] | undefined,
  options: TrackedOptions,
): Outcome {
  let providers: readonly AnyProvider[] = options.providers ?? builtIn
  const names = some?.map((meant) => {
    const which = whichProvider(meant, providers)
    providers = which.providers
    return which.provider.name
  })
  const { tracked, strange } = trackedInPage(html, { ...options, providers })
  const live = tracked.filter(({ state, provider }) => state === 'live' && (names?.includes(provider) ?? true))
  const foreign = names === undefined ? strange : []
  return {
    pass: live.length === 0 && foreign.length === 0,
    message() {
      if (live.length > 0) return `expected the page to track nothing, but ${live.map(found).join('\nand ')}`
      if (foreign.length > 0) {
        return `expected the page to track nothing, but it has code of a provider that is not known here: give your own in { providers: [...providers, mine] }\n${foreign.join('\n')}`
      }
      const inert = tracked.map(nameAndState)
      return `expected the page to track something, but ${inert.length === 0 ? 'it has no code of a provider' : `all it has is ${inert.join(', ')}`}`
    },
  }
}
