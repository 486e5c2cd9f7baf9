import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/**
 * Stands before a server, and can cut connections between a command and its reply: the server has done it, nobody hears; or
 * before the command, which the server never gets.
 */
export class CuttingProxy {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  /** How many replies and commands have been cut off. */
  cut = 0
  /** Cuts off the next reply to each such command when true. */
  isCutting = false
  /** Cuts off each such command when true. */
  isCuttingCommands = false
  readonly #command: string

  private constructor(server: Server, command: string) {
    this.#server = server
    this.#command = command
  }

  /** @param command What a command holds whose reply is cut off: a script of Redis unless you say. */
  static async before(port: number, command = 'EVALSHA'): Promise<CuttingProxy> {
    const server = createServer()
    const proxy = new CuttingProxy(server, command)
    server.on('connection', (client) => proxy.#connect(client, connect(port, '127.0.0.1')))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    return proxy
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  #connect(client: Socket, server: Socket): void {
    let isIt = false
    const cutOff = () => {
      this.cut++
      client.destroy()
      server.destroy()
    }
    client.on('data', (command) => {
      isIt = command.includes(this.#command)
      if (this.isCuttingCommands && isIt) cutOff()
      else server.write(command)
    })
    server.on('data', (reply) => {
      if (this.isCutting && isIt) cutOff()
      else client.write(reply)
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

  /** Ends all connections at once. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  async close(): Promise<void> {
    this.drop()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
