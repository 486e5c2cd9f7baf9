import type { RawResponse } from '../listening/exchange.ts'
import type { Watchers } from './watchers.ts'

/** Proxies close what is silent for a minute. */
const heartbeat = 20_000
/** A browser connects again by itself: its request is a new one, for which the guard is asked. */
const longest = 5 * 60_000

/**
 * Sends who is here as Server-Sent Events, each with the whole list, so that a reader who missed some or comes again needs
 * nothing of before. What the socket does not take is left out, and the next event says how many those were.
 */
export function sendEvents(response: RawResponse, watchers: Watchers): void {
  const stream = response as NodeJS.WritableStream & RawResponse
  stream.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    // Compressing would gather events, too.
    'cache-control': 'no-store, no-transform',
    // nginx would gather events before it passes them on.
    'x-accel-buffering': 'no',
  })
  // Nobody else would hear of a socket that broke, and the process would end by it.
  stream.on('error', () => {})
  let isFull = !stream.write('retry: 3000\n\n')
  stream.on('drain', () => {
    isFull = false
  })
  const beating = setInterval(() => {
    if (!isFull) isFull = !stream.write(':\n\n')
  }, heartbeat).unref()
  const leave = () => {
    clearInterval(beating)
    clearTimeout(leaving)
    remove()
  }
  const end = () => {
    leave()
    stream.end()
  }
  const leaving = setTimeout(end, longest).unref()
  const remove = watchers.add((presence) => {
    if (isFull) return false
    // JSON has no line break of its own, so that a text from outside cannot end an event.
    isFull = !stream.write(`data: ${JSON.stringify(presence)}\n\n`)
    return true
  }, end)
  stream.once('close', leave)
}
