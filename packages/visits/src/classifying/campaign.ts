import { addressLength } from './path.ts'
import { clean } from './text.ts'

const partBytes = 100

/** The campaign that an address names: `utm_source / utm_medium / utm_campaign`, of which there are; undefined for none. */
export function campaignOf(address: string): string | undefined {
  const start = address.indexOf('?')
  if (start === -1) return undefined
  const [query = ''] = address.slice(start + 1, addressLength).split('#', 1)
  if (!query.includes('utm_')) return undefined
  const parameters = new URLSearchParams(query)
  const parts = ['utm_source', 'utm_medium', 'utm_campaign']
    .map((name) => clean(parameters.get(name) ?? '', partBytes).trim())
    .filter((part) => part !== '')
  return parts.length === 0 ? undefined : parts.join(' / ')
}
