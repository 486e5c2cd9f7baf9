/** What is read of a request: Node's `IncomingMessage` has it, and `Http2ServerRequest`. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** A header's text, at most so long; empty where there is none. */
export function header(headers: Headers, name: string, longest: number): string {
  const value = headers[name]
  const text = typeof value === 'string' ? value : (value?.[0] ?? '')
  return text.length > longest ? text.slice(0, longest) : text
}
