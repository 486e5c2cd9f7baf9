import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import type { Request } from 'playwright-core'
import type { Answer, Sent } from './libraries/library.ts'

/** A request, as its vendor reads it. */
export function sentIn(request: Request, address: URL): Sent {
  const body = request.postDataBuffer() ?? Buffer.alloc(0)
  const isCompressed = body[0] === 0x1f && body[1] === 0x8b
  return { address, headers: request.headers(), body: (isCompressed ? gunzipSync(body) : body).toString() }
}

/** An answer to a request from any origin, as a route takes it. */
export async function fulfilled(answer: Answer, origin = '*') {
  const headers = {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': '*',
  }
  if (answer === undefined) return { status: 204, headers }
  if ('json' in answer) return { json: answer.json, headers }
  const body = 'file' in answer ? await readFile(answer.file, 'utf8') : answer.script
  return { body, contentType: 'text/javascript; charset=utf-8', headers }
}
