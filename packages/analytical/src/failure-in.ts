import { messageOf } from './faults.ts'

/** Why a module could not be imported, in one line, with the line of its file where that is known. */
export function failureIn(href: string, error: unknown): string {
  const [message = ''] = messageOf(error).split('\n', 1)
  // An export that is not there is a SyntaxError too, and says itself where.
  const isMiswritten = error instanceof SyntaxError && !message.startsWith('The requested module')
  if (isMiswritten) return `${message} (node --check shows where)`
  const line = lineIn(href, error)
  return line === undefined ? message : `${message} (line ${line})`
}

function lineIn(href: string, error: unknown): string | undefined {
  const stack = error instanceof Error ? error.stack : undefined
  const frame = stack?.split('\n').find((frame) => frame.includes(`${href}:`))
  return frame?.slice(frame.indexOf(href) + href.length).match(/^:(\d+)/)?.[1]
}
