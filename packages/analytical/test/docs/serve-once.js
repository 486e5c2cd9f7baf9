// Loaded before the code of a page: a server in it listens on a port of its own choice, is asked for `/` once, prints its
// policy and its page, and ends. One on a Unix socket is asked by the page's own code.
import { Server } from 'node:net'

const { listen } = Server.prototype

Server.prototype.listen = function listenOnce(...given) {
  if (typeof given[0] === 'string') return listen.apply(this, given)
  const callback = given.findLast((argument) => typeof argument === 'function')
  this.once('listening', () => ask(this).catch((error) => console.error(error)))
  return listen.call(this, 0, '127.0.0.1', callback)
}

async function ask(server) {
  const response = await fetch(`http://127.0.0.1:${server.address().port}/`, {
    // A page that a library asks for has no tags.
    headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36' },
  })
  const page = await response.text()
  if (response.ok) console.log(`${response.headers.get('content-security-policy') ?? ''}\n${page}`)
  else console.error(`${response.status} for /: ${page}`)
  server.close()
  server.closeAllConnections()
}
