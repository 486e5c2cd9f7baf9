import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** Stands before a server, and can cut connections between a command and its reply: the server has done it, nobody hears. */
export class CuttingProxy {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  /** How many replies have been cut off. */
  cut = 0
  /** Cuts off the next reply to each script when true. */
  isCutting = false

  private constructor(server: Server) {
    this.#server = server
  }

  static async before(port: number): Promise<CuttingProxy> {
    const server = createServer()
    const proxy = new CuttingProxy(server)
    server.on('connection', (client) => proxy.#connect(client, connect(port, '127.0.0.1')))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    return proxy
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  #connect(client: Socket, server: Socket): void {
    let isScript = false
    client.on('data', (command) => {
      isScript = command.includes('EVALSHA')
      server.write(command)
    })
    server.on('data', (reply) => {
      if (this.isCutting && isScript) {
        this.cut++
        client.destroy()
        server.destroy()
      } else client.write(reply)
    })
    for (const [one, another] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        this.#sockets.delete(one)
        another.destroy()
      })
    }
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
