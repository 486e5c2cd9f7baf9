import { once } from 'node:events'
import { connect } from 'node:net'

const connections = 32

/** Browsers with kept connections: each asks for a page when it has got the one before, and the next one is due. */
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
    /**
     * Asks for these pages, so many per second, which are answered at the same length; resolves with the milliseconds it took.
     */
    async ask(texts, perSecond = Number.POSITIVE_INFINITY) {
      const pageLength = await lengthOfOne(first, texts[0])
      const idle = [...sockets]
      let [asked, answered] = [0, 0]
      const start = performance.now()
      const due = () => Math.min(((performance.now() - start) / 1_000) * perSecond, texts.length)
      const askOn = () => {
        while (idle.length > 0 && asked < due()) idle.shift().write(texts[asked++])
      }
      const rest = eachTurn(askOn)
      await new Promise((resolve) => {
        for (const socket of sockets) {
          let received = 0
          socket.on('data', ({ length }) => {
            received += length
            if (received < pageLength) return
            received = 0
            answered++
            idle.push(socket)
            askOn()
            if (answered === texts.length) resolve()
          })
        }
      })
      rest()
      for (const socket of sockets) socket.removeAllListeners('data')
      return performance.now() - start
    },
    end() {
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Never sleeps: to wake a client costs the server more than to count, and the slower its answers, the more often. */
function eachTurn(work) {
  let isAwake = true
  const turn = () => {
    if (!isAwake) return
    work()
    setImmediate(turn)
  }
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
