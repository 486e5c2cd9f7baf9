import { AssertionError } from 'node:assert'
import { type Outcome, tracking, trackingNothing } from './expectations.ts'
import { type PageLike, pageText } from './page-text.ts'
import type { TrackedOptions } from './tracked-by.ts'
import type { ProviderLike } from './which-provider.ts'

/**
 * Asserts that a page tells a provider something: `expected`, as a part of what the vendor finds there, or anything at all.
 * Of HTML it is known at once; anything else is to be awaited.
 *
 * @throws AssertionError that says what the page tells it instead.
 * @example assertTracks(html, 'clicky', { session: { username: 'jeff' } })
 */
export function assertTracks(html: string, provider: ProviderLike, expected?: unknown, options?: TrackedOptions): void
export function assertTracks(
  page: PageLike,
  provider: ProviderLike,
  expected?: unknown,
  options?: TrackedOptions,
): Promise<void>
export function assertTracks(page: PageLike, provider: ProviderLike, expected?: unknown, options: TrackedOptions = {}) {
  return asserted(assertTracks, page, (html) => tracking(html, provider, expected, options))
}

/**
 * Asserts that a page tells nothing to anybody or, given some, to none of these; what waits for consent or is commented out
 * tells nothing. Of HTML it is known at once; anything else is to be awaited.
 *
 * @throws AssertionError that says what it tells.
 * @example await assertTracksNothing(await fetch(url), ['hubspot'])
 */
export function assertTracksNothing(html: string, some?: readonly ProviderLike[], options?: TrackedOptions): void
export function assertTracksNothing(
  page: PageLike,
  some?: readonly ProviderLike[],
  options?: TrackedOptions,
): Promise<void>
export function assertTracksNothing(page: PageLike, some?: readonly ProviderLike[], options: TrackedOptions = {}) {
  return asserted(assertTracksNothing, page, (html) => trackingNothing(html, some, options))
}

type Assertion = typeof assertTracks | typeof assertTracksNothing

function asserted(assertion: Assertion, page: PageLike, outcome: (html: string) => Outcome) {
  function judge(html: string): void {
    const { pass, message } = outcome(html)
    if (!pass) throw new AssertionError({ message: message(), operator: assertion.name, stackStartFn: assertion })
  }
  const text = pageText(page)
  return typeof text === 'string' ? judge(text) : text.then(judge)
}
