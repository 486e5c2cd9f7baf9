/**
 * Stands in for a vendor whose own library cannot be had, by the vendor's contract (`docs/providers`): it reads the globals
 * that the library reads and sends what it sends, the same way.
 */
export interface StandIn {
  provider: string
  /** The script that a file's address answers with; undefined for a collector. */
  script(address: URL): (() => void) | undefined
}
