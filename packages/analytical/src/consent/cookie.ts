/** The values of a cookie by its name: a browser may send several of one name. */
export type Cookies = (name: string) => readonly string[]

// More than a browser would send of one name is nobody's choice.
const most = 8

/** The cookies of a `Cookie` header, as they stand in it. */
export function cookiesIn(header: string): Cookies {
  const values = new Map<string, string[]>()
  for (const pair of header.split(';')) {
    const end = pair.indexOf('=')
    const name = pair.slice(0, Math.max(end, 0)).trim()
    if (end < 0) continue
    const known = values.get(name) ?? []
    if (known.length <= most) known.push(pair.slice(end + 1).trim())
    values.set(name, known)
  }
  return (name) => {
    const known = values.get(name) ?? []
    return known.length > most ? [] : known
  }
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
