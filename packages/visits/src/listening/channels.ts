import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
import { inWords } from '../in-words.ts'

interface Message {
  request: IncomingMessage
  response: ServerResponse
  server: Server
}

type Told = (request: IncomingMessage, response: ServerResponse) => unknown

/**
 * Hears of each HTTP/1 request and response on Node's own channels, whatever the framework; of one server's where it is named.
 *
 * @returns What ends it.
 * @throws TypeError for what is no server: none of its requests would ever be heard of.
 */
export function listenToNode(server: Server | undefined, started: Told, finished: Told): () => void {
  if (server !== undefined && !((server as unknown) instanceof NetServer))
    throw new TypeError(`${mustBeServer} (got ${inWords(server)})`)
  const hearing = (told: Told) => (message: unknown) => {
    const { request, response, server: from } = message as Message
    if (server === undefined || from === server) told(request, response)
  }
  const channels = { 'http.server.request.start': hearing(started), 'http.server.response.finish': hearing(finished) }
  for (const [name, hear] of Object.entries(channels)) subscribe(name, hear)
  return () => {
    for (const [name, hear] of Object.entries(channels)) unsubscribe(name, hear)
  }
}

const mustBeServer =
  "visits.listen must get Node's own server: what app.listen() returns in Express and Koa, app.server in Fastify, what serve() returns in Hono; or nothing, for each server of the process"
