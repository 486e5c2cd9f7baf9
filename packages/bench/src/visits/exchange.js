import { channel } from 'node:diagnostics_channel'
import { IncomingMessage, ServerResponse } from 'node:http'

const started = channel('http.server.request.start')
const finished = channel('http.server.response.finish')
const socket = { remoteAddress: '127.0.0.1', on() {} }

/** Node's own request and response, as they are when a page has been sent, without a connection beneath. */
export function exchangeOf({ path, headers }) {
  const request = new IncomingMessage(socket)
  request.method = 'GET'
  request.url = received(path)
  request.headers = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, received(value)]))
  const response = new ServerResponse(request)
  response.setHeader('content-type', 'text/html; charset=utf-8')
  return { request, response }
}

/** A text of its own, as each request brings: one that was looked up before is found in half the time. */
const received = (text) => Buffer.from(text, 'latin1').toString('latin1')

/** Tells whoever listens that a request came in and was answered, as Node's server does. */
export function announce(exchange) {
  started.publish(exchange)
  finished.publish(exchange)
}
