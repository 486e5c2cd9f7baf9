import { addressLength } from './path.ts'
import { clean } from './text.ts'

const partBytes = 100

const parameters = [/(?:^|&)utm_source=([^&]*)/, /(?:^|&)utm_medium=([^&]*)/, /(?:^|&)utm_campaign=([^&]*)/]

/** The campaign that an address names: `utm_source / utm_medium / utm_campaign`, of which there are; undefined for none. */
export function campaignOf(address: string): string | undefined {
  const start = address.indexOf('?')
  if (start === -1) return undefined
  const [query = ''] = address.slice(start + 1, addressLength).split('#', 1)
  if (!query.includes('utm_')) return undefined
  const parts = parameters
    .map((parameter) => clean(formDecoded(parameter.exec(query)?.[1] ?? ''), partBytes).trim())
    .filter((part) => part !== '')
  return parts.length === 0 ? undefined : parts.join(' / ')
}

// Of a whole query of broken characters this would take a millisecond: only what is asked for is decoded.
const formDecoded = (value: string) => (/[%+]/.test(value) ? (new URLSearchParams(`_=${value}`).get('_') ?? '') : value)
