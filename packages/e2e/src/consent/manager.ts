import type { Answer } from '@analytical/testing/playwright'
import type { Page } from 'playwright-core'

/** What a visitor grants; the rest is refused. */
export type Granted = readonly ('analytics' | 'marketing')[]
export const everything: Granted = ['analytics', 'marketing']

/** The providers of the tests' site, by what they are for. */
const services = { analytics: ['google_analytics', 'mixpanel'], marketing: ['facebook_pixel'] } as const

/** How a site has a consent manager in its pages, and how its visitors answer. */
export interface Manager {
  title: string
  settings: Readonly<Record<string, unknown>>
  /** Its files, and the site's own that start it. */
  file(address: URL): Answer
  /** The addresses of its scripts at the end of the head, or of the body; `defer` for those that wait for the page. */
  head: readonly string[]
  body: readonly string[]
  defer?: readonly string[]
  /** The cookies that it may have before and after the choice. */
  cookies: readonly string[]
  /** Resolves once it has asked, or has seen that the visitor has answered. */
  ready(page: Page): Promise<unknown>
  choose(page: Page, granted: Granted): Promise<void>
}

/** Code of a page as a file. */
export const fileOf = (code: () => void): Answer => ({ script: `(${code})()` })

/** The choice by service, for managers that ask for each. */
export const choiceOf = (granted: Granted): (readonly [provider: string, isGranted: boolean])[] =>
  everything.flatMap((category) => services[category].map((name) => [name, granted.includes(category)] as const))
