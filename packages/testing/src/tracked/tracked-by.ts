import { type AnyProvider, providers as builtIn } from 'analytical'
import { readTracking } from '../read-tracking.ts'
import { type PageCode, pageCode } from './page-code.ts'
import { type ProviderLike, whichProvider } from './which-provider.ts'

export interface TrackedOptions {
  /** All providers there are; the built-in ones unless you add your own: `[...providers, mine]`. */
  providers?: readonly AnyProvider[]
  /** The page's address. */
  url?: string
}

/**
 * What becomes of a provider in a page: its code runs (`live`), waits for consent (`held`), is commented out for an internal
 * address (`disabled`), or is not there (`absent`).
 */
export type State = 'live' | 'held' | 'disabled' | 'absent'

/** What a page tells one provider. */
export interface Tracked {
  provider: string
  title: string
  state: State
  /** The globals that its code leaves for the vendor's file, run without any other's; of held code, once it is granted. */
  globals: Readonly<Record<string, unknown>>
  /** What the page gives its code, for each of its tags: all that it tells of this page view, wherever that goes. */
  data: readonly unknown[]
  /** The addresses of the vendor's files that the page loads. */
  loads: readonly string[]
  /** What went wrong in its code. */
  errors: readonly string[]
}

/**
 * What a page tells one provider, by the provider's own code in it. Nothing is fetched.
 *
 * @throws TypeError for a name that no provider has.
 * @example trackedBy(html, 'clicky').globals.clicky_custom // { session: { username: 'jeff' } }
 */
export function trackedBy(html: string, meant: ProviderLike, options: TrackedOptions = {}): Tracked {
  const { provider, providers } = whichProvider(meant, options.providers)
  return trackedIn(pageCode(html, providers), provider, options)
}

/** What a page tells each provider that is in it. */
export interface TrackedInPage {
  tracked: readonly Tracked[]
  /** First lines of code that none of the providers has. */
  strange: readonly string[]
}

export function trackedInPage(html: string, options: TrackedOptions = {}): TrackedInPage {
  const all = options.providers ?? builtIn
  const code = pageCode(html, all)
  const present = all.filter((provider) => stateIn(code, provider) !== 'absent')
  return { tracked: present.map((provider) => trackedIn(code, provider, options)), strange: code.strange }
}

function trackedIn(code: PageCode, provider: AnyProvider, { url }: TrackedOptions): Tracked {
  const { name, title } = provider
  const parts = code.parts.filter((part) => part.provider === provider)
  const alone = `<!doctype html><body>${code.client}${parts.map(({ html }) => html).join('')}</body>`
  const { globals, loads, errors } = readTracking(alone, url === undefined ? {} : { url })
  // Where the kit keeps the state of consent.
  const { analytical: _, ...own } = globals
  const data = parts.map((part) => part.data).filter((one) => one !== undefined && one !== null)
  return { provider: name, title, state: stateIn(code, provider), globals: own, data, loads, errors }
}

function stateIn({ parts, disabled }: PageCode, provider: AnyProvider): State {
  const own = parts.filter((part) => part.provider === provider)
  if (own.some(({ isHeld }) => !isHeld)) return 'live'
  if (own.length > 0) return 'held'
  return disabled.includes(provider.title) ? 'disabled' : 'absent'
}
