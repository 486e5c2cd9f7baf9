import { gunzipSync } from 'node:zlib'
import type { Request } from 'playwright-core'

/** A request that left a page for a vendor, or for anybody else than the site. */
export interface SentRequest {
  /** The providers whose hosts it went to; some services share a host. Empty for a host that none of them has. */
  vendors: readonly string[]
  url: URL
  method: string
  /** Their names in lower case. */
  headers: Readonly<Record<string, string>>
  /** What was sent, decompressed; empty where nothing was. */
  text: string
  /** The same, read: JSON by whatever way it was sent, a form's fields; else the text, undefined where nothing was sent. */
  body: unknown
}

/** A request, as its vendor reads it. */
export function sentRequest(request: Request, vendors: readonly string[]): SentRequest {
  const buffer = request.postDataBuffer() ?? Buffer.alloc(0)
  const isCompressed = buffer[0] === 0x1f && buffer[1] === 0x8b
  const text = (isCompressed ? gunzipSync(buffer) : buffer).toString()
  const headers = request.headers()
  const url = new URL(request.url())
  return { vendors, url, method: request.method(), headers, text, body: bodyOf(text, headers['content-type']) }
}

// A beacon that carries JSON says that it is text.
function bodyOf(text: string, type = ''): unknown {
  if (text === '') return undefined
  if (type.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
