import { messageOf } from '../../problems.ts'
import type { Command, NodeRedis } from './client.ts'

export const isNodeRedis = (client: object): client is NodeRedis =>
  typeof (client as Partial<NodeRedis>).sendCommand === 'function' && 'isOpen' in client

/** Commands through node-redis. */
export function nodeRedisCommand(client: NodeRedis): Command {
  const send = sender(client)
  return (key, words) => {
    if (client.isOpen) return send(key, words).catch(failWithMessage)
    return Promise.reject(new Error('the client is not connected: call its connect() at the start'))
  }
}

function sender(client: NodeRedis): Command {
  if ('getMasterNode' in client && 'getSentinelNode' in client) return (_, words) => client.sendCommand(false, words)
  if ('slots' in client) return (key, words) => client.sendCommand(key, false, words)
  return (_, words) => client.sendCommand(words)
}

/** Some of node-redis's errors, like that of a command that takes too long, say nothing. */
function failWithMessage(error: unknown): never {
  throw messageOf(error) === '' ? new Error('Redis did not answer', { cause: error }) : error
}
