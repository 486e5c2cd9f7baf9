import { type AnyProvider, createAnalytical } from 'analytical'
import { exampleSettings, exampleUser, exampleVariables, sharedWords } from '../examples.ts'

/** All of a provider's tags, live and held, by the examples of all its settings and of the required ones alone. */
export const examplePages = (provider: AnyProvider): string =>
  [true, false].flatMap((inFull) => pagesOf(provider, inFull)).join('')

// What is held has every line that there is in island mode.
function pagesOf(provider: AnyProvider, inFull: boolean): readonly string[] {
  const analytical = createAnalytical({
    settings: { ...exampleSettings(provider, inFull), ANALYTICAL_CONSENT: 'required' },
    providers: [provider],
    onProblems: () => {},
    onError: () => {},
  })
  return [true, undefined].flatMap((consent) => {
    const view = analytical.pageView({ user: exampleUser, consent })
    const context = { ...exampleVariables(provider), ...sharedWords(), analytical: view }
    return Object.keys(provider.tags).map((tag) => analytical.render(tag, context))
  })
}
