import { remembered } from './remembered.ts'
import { clean, decoded } from './text.ts'

/** What is read of an address, whatever its length. */
export const addressLength = 2048
const pathBytes = 256
// A percent-encoded character that is cut in two: with it nothing of the path could be decoded.
const cutCharacter = /%[c-f][0-9a-f](?:%[89ab][0-9a-f]){0,2}%?[0-9a-f]?$|%[0-9a-f]?$/i
const pathsRemembered = 2_000

/** Reads the path of a request's address: without query and fragment, percent-decoded where it is UTF-8, slashes in a row as one. */
export function pathReader(): (address: string) => string {
  const read = remembered(pathOf, pathsRemembered)
  return (address) => {
    const query = address.indexOf('?')
    const path = query === -1 ? address : address.slice(0, query)
    return read(path.length > addressLength ? path.slice(0, addressLength).replace(cutCharacter, '') : path)
  }
}

function pathOf(address: string): string {
  const path = address
    .replace(/#.*/s, '')
    .replace(/^https?:\/\/[^/]*/i, '')
    .replace(/\/{2,}/g, '/')
  return clean(percentDecoded(path), pathBytes) || '/'
}

/** A route's pattern, or whatever the site gave for one. */
export const routeOf = (route: string): string => clean(route, pathBytes)

function percentDecoded(path: string): string {
  if (!path.includes('%')) return decoded(path)
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
