import { type Headers, header } from '../../classifying/headers.ts'
import type { RawRequest } from '../../listening/exchange.ts'

/** A cookie’s value as it was sent; undefined for none. */
export function cookieIn({ headers }: RawRequest, name: string): string | undefined {
  for (const pair of header(headers as Headers, 'cookie', 16_384).split(';')) {
    const [key = '', ...value] = pair.split('=')
    if (key.trim() === name) return value.join('=').trim()
  }
  return undefined
}
