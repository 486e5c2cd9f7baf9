// Loaded before the code of a page: a server in it listens on a port of its own choice, is asked for `/` once, prints its
// policy and its page, and ends.
import { Server } from 'node:net'

const { listen } = Server.prototype

Server.prototype.listen = function listenOnce(...given) {
  const callback = given.findLast((argument) => typeof argument === 'function')
  this.once('listening', () => ask(this).catch((error) => console.error(error)))
  return listen.call(this, 0, '127.0.0.1', callback)
}

async function ask(server) {
  const response = await fetch(`http://127.0.0.1:${server.address().port}/`)
  const page = await response.text()
  if (response.ok) console.log(`${response.headers.get('content-security-policy') ?? ''}\n${page}`)
  else console.error(`${response.status} for /: ${page}`)
  server.close()
  server.closeAllConnections()
}
