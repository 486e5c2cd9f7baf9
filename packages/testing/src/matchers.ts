import { type Outcome, tracking, trackingNothing } from './tracked/expectations.ts'
import { pageText } from './tracked/page-text.ts'
import type { TrackedOptions } from './tracked/tracked-by.ts'
import type { ProviderLike } from './tracked/which-provider.ts'

/** What an assertion about a page returns: it is known at once of HTML, and of anything else to be awaited. */
// biome-ignore lint/suspicious/noConfusingVoidType: it is what a function returns.
type Asserted<Page> = Page extends string ? void : Promise<void>

/** The matchers of an `expect(page)`, for the types of a test runner. */
export interface TrackingMatchers<Page> {
  /**
   * The page tells a provider something: `expected`, as a part of what the vendor finds there, or anything at all.
   *
   * @example expect(html).toTrack('clicky', { session: { username: 'jeff' } })
   */
  toTrack(provider: ProviderLike, expected?: unknown): Asserted<Page>
  /**
   * The page tells nothing to anybody or, given some, to none of these; what waits for consent or is commented out tells
   * nothing.
   *
   * @example await expect(fetch(url)).toTrackNothing()
   */
  toTrackNothing(some?: readonly ProviderLike[]): Asserted<Page>
}

type Judged = Outcome | Promise<Outcome>

/** Matchers as `expect.extend` takes them. */
export type Matchers = {
  toTrack(page: unknown, provider: ProviderLike, expected?: unknown): Judged
  toTrackNothing(page: unknown, some?: readonly ProviderLike[]): Judged
}

/**
 * Matchers for `expect.extend`. A page is its HTML, an answer that has it, or a promise of one; but for HTML the assertion is
 * to be awaited.
 *
 * @example expect.extend(matchers({ providers: [...providers, mine] }))
 */
export const matchers = (options: TrackedOptions = {}): Matchers => ({
  toTrack: (page, provider, expected) => judged(page, (html) => tracking(html, provider, expected, options)),
  toTrackNothing: (page, some) => judged(page, (html) => trackingNothing(html, some, options)),
})

function judged(page: unknown, outcome: (html: string) => Outcome): Judged {
  const text = pageText(page)
  return typeof text === 'string' ? outcome(text) : text.then(outcome)
}
