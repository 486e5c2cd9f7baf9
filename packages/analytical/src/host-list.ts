/** What a host may be in a list: `'www.example.com'`, or `'*.example.com'` for all below it. */
export const isHostEntry = (entry: string): boolean =>
  /^(?:\*\.)?[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9-]{1,63}){0,8}$|^\[[0-9a-f:.]{2,45}\]$/i.test(entry)

export const hostRule = 'must be hosts without scheme, port and path'

/** Whether a host is in a list; one that is not known is in none. */
export function hostList(entries: readonly string[]): (host: string | undefined) => boolean {
  const hosts = entries.map((entry) => entry.toLowerCase())
  return (host) =>
    host !== undefined &&
    hosts.some((entry) => (entry.startsWith('*.') ? host.endsWith(entry.slice(1)) : host === entry))
}
