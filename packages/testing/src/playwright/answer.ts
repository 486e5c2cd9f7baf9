import { readFile } from 'node:fs/promises'
import type { Route } from 'playwright-core'

/**
 * What a vendor's host answers: a script as text or as a function that runs in the page, JSON, a script file, or no answer at
 * all, as if it were out of reach. Undefined is an empty answer.
 */
export type Answer =
  | { script: string | (() => void) }
  | { json: unknown }
  | { file: string }
  | { abort: true }
  | undefined

/** Answers a request, whatever origin it comes from. */
export async function answerTo(route: Route, answer: Answer): Promise<void> {
  const request = route.request()
  const asked = request.headers()
  const headers = {
    'access-control-allow-origin': asked.origin ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': asked['access-control-request-headers'] ?? '*',
  }
  if (answer === undefined) {
    const isScript = request.resourceType() === 'script'
    return route.fulfill(isScript ? { contentType, body: '', headers } : { status: 204, headers })
  }
  if ('abort' in answer) return route.abort()
  if ('json' in answer) return route.fulfill({ json: answer.json, headers })
  const body = 'file' in answer ? await readFile(answer.file, 'utf8') : textOf(answer.script)
  return route.fulfill({ contentType, body, headers })
}

const contentType = 'text/javascript; charset=utf-8'

const textOf = (script: string | (() => void)) => (typeof script === 'string' ? script : `(${script})()`)
