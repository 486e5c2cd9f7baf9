import { fileURLToPath } from 'node:url'
import type { Answer, SentRequest } from '@analytical/testing/playwright'

/** What a vendor was told of one page: its account, who it is, the session's plan, an event. */
export interface Told {
  site?: unknown
  user?: unknown
  plan?: unknown
  event?: unknown
}

/** A vendor's own library, as npm carries it, at the vendor's own address. */
export interface Library {
  provider: string
  settings: Readonly<Record<string, unknown>>
  answer(address: URL): Answer
  /** What the vendor learns of one request. */
  told(sent: SentRequest): Told
  /** What it knows in the end. */
  expected: Told
}

/** A file of an npm package: `posthog-js/dist/array.js`. */
export const npmFile = (path: string): { file: string } => ({
  file: fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url)),
})

/** The told things that are known, so that what a later request does not mention is not forgotten. */
export const known = (told: Told): Told =>
  Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined && value !== null && value !== ''))
