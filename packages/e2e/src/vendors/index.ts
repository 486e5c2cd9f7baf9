import { clicky } from './clicky.ts'
import { googleAnalytics } from './google-analytics.ts'
import { hubspot } from './hubspot.ts'

/** What a vendor's hosts answer in place of the vendor: by address, the body of a script; anything else is an empty answer. */
export interface Vendor {
  /** Its hosts, as ends of host names. */
  hosts: readonly string[]
  /** The script that a file's address answers with; undefined for a collector. */
  script(address: URL): (() => void) | undefined
}

/**
 * Stand-ins for vendors whose own library cannot be had, written from their contracts (`docs/providers`): each reads the
 * globals its library reads and sends what it sends, the same way.
 */
export const vendors: readonly Vendor[] = [clicky, googleAnalytics, hubspot]
