import { addressLength } from './path.ts'
import { clean } from './text.ts'

const partBytes = 100

/** The campaign that an address names: `utm_source / utm_medium / utm_campaign`, of which there are; undefined for none. */
export function campaignOf(address: string): string | undefined {
  const start = address.indexOf('?')
  if (start === -1) return undefined
  const [query = ''] = address.slice(start + 1, addressLength).split('#', 1)
  if (!query.includes('utm_')) return undefined
  const parameters = query.split('&')
  const parts = ['utm_source', 'utm_medium', 'utm_campaign']
    .map((name) => clean(told(name, parameters), partBytes).trim())
    .filter((part) => part !== '')
  return parts.length === 0 ? undefined : parts.join(' / ')
}

// To decode what is no UTF-8 takes long, so only what is asked for is decoded.
const told = (name: string, parameters: readonly string[]) =>
  new URLSearchParams(parameters.find((parameter) => parameter.startsWith(`${name}=`))).get(name) ?? ''
