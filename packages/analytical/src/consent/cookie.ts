/** Every value of a cookie as it stands in a `Cookie` header: a browser may send several of one name. */
export function cookiesIn(header: string, name: string): readonly string[] {
  return header.split(';').flatMap((pair) => {
    const end = pair.indexOf('=')
    return end >= 0 && pair.slice(0, end).trim() === name ? [pair.slice(end + 1).trim()] : []
  })
}

/** A cookie's value without its percent encoding; as it is where that is malformed. */
export function decodedCookie(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** A cookie's value as a JSON object; undefined where it is none. */
export function jsonCookie(value: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(decodedCookie(value))
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
