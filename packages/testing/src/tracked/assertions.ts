import { AssertionError } from 'node:assert'
import { type Outcome, tracking, trackingNothing } from './expectations.ts'
import { type PageLike, pageText } from './page-text.ts'
import type { TrackedOptions } from './tracked-by.ts'
import type { ProviderLike } from './which-provider.ts'

/** Nothing for a page that is at hand, a promise to wait for where the page is one or is read by one. */
export type Asserted<P> = P extends string ? void : void | Promise<void>

/**
 * Asserts that a page tells a provider something: `expected`, as a part of what the vendor finds there, or anything at all.
 *
 * @throws AssertionError that says what the page tells it instead; a promise of it where the page is to be waited for.
 * @example assertTracks(html, 'clicky', { session: { username: 'jeff' } })
 */
export function assertTracks<P extends PageLike>(
  page: P,
  provider: ProviderLike,
  expected?: unknown,
  options: TrackedOptions = {},
): Asserted<P> {
  return asserted(assertTracks, page, (html) => tracking(html, provider, expected, options)) as Asserted<P>
}

/**
 * Asserts that a page tells nothing to anybody or, given some, to none of these; what waits for consent or is commented out
 * tells nothing.
 *
 * @throws AssertionError that says what it tells; a promise of it where the page is to be waited for.
 * @example await assertTracksNothing(await fetch(url), ['hubspot'])
 */
export function assertTracksNothing<P extends PageLike>(
  page: P,
  some?: readonly ProviderLike[],
  options: TrackedOptions = {},
): Asserted<P> {
  return asserted(assertTracksNothing, page, (html) => trackingNothing(html, some, options)) as Asserted<P>
}

type Assertion = typeof assertTracks | typeof assertTracksNothing

function asserted(assertion: Assertion, page: PageLike, outcome: (html: string) => Outcome): void | Promise<void> {
  function judge(html: string): void {
    const { pass, message } = outcome(html)
    if (!pass) throw new AssertionError({ message: message(), operator: assertion.name, stackStartFn: assertion })
  }
  const text = pageText(page)
  return typeof text === 'string' ? judge(text) : text.then(judge)
}
