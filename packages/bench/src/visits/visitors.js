import { once } from 'node:events'
import { connect } from 'node:net'

const connections = 32

/** Browsers with kept connections: each asks for its next page when it has got the one before. */
export async function visitorsOf(port) {
  const sockets = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(port, '127.0.0.1').setNoDelay()
      await once(socket, 'connect')
      return socket
    }),
  )
  const [first] = sockets
  return {
    /** Asks for these pages, which are answered at the same length; resolves with the milliseconds it took. */
    async ask(texts) {
      const pageLength = await lengthOfOne(first, texts[0])
      let next = 0
      const rest = stayAwake()
      const start = performance.now()
      await Promise.all(
        sockets.map(
          (socket) =>
            new Promise((resolve) => {
              let received = 0
              const more = () => {
                if (next < texts.length) return socket.write(texts[next++])
                socket.removeAllListeners('data')
                resolve()
              }
              socket.on('data', ({ length }) => {
                received += length
                if (received < pageLength) return
                received = 0
                more()
              })
              more()
            }),
        ),
      )
      const time = performance.now() - start
      rest()
      return time
    },
    end() {
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** To wake a client that sleeps costs the server more than to count: the slower its answers, the more often. */
function stayAwake() {
  let isAwake = true
  const turn = () => isAwake && setImmediate(turn)
  turn()
  return () => {
    isAwake = false
  }
}

async function lengthOfOne(socket, text) {
  socket.write(text)
  let page = ''
  while (!page.endsWith('</p>')) page += (await once(socket, 'data'))[0]
  return Buffer.byteLength(page)
}
