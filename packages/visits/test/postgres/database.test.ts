import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { numbered } from '../../dist/database/delivering/numbered.js'
import { PostgresDatabase } from '../../dist/database/postgres/postgres-database.js'
import { postgresName } from '../../dist/database/postgres/postgres-name.js'
import type { Part } from '../../src/database/part.ts'
import type { PostgresPlace } from '../../src/database/place.ts'
import { databaseSuite } from '../database/suite.ts'
import { CuttingProxy } from '../servers/cutting-proxy.ts'
import { freePort } from '../servers/free-port.ts'
import { PostgresServer } from '../servers/postgres.ts'

const openAt = (postgres: PostgresPlace['postgres']) => new PostgresDatabase(postgresName({ postgres }), { postgres })

databaseSuite('PostgreSQL', async () => {
  const server = await PostgresServer.start()
  const urls = new Map<string, Promise<string>>()
  return {
    async open(name) {
      const url = urls.get(name) ?? server.newDatabase()
      urls.set(name, url)
      return openAt(await url)
    },
    close: () => server.close(),
  }
})

describe('processes that share a PostgreSQL database', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await PostgresServer.start()
  })
  afterAll(() => server.close())

  const part: Part<never> = {
    name: 'notes',
    migrations: [async (database) => void (await sql`create table notes (text text)`.execute(database))],
    tasks: {},
  }
  const write = numbered<never, string>(
    async (database, text) => void (await sql`insert into notes values (${text})`.execute(database)),
  )

  test('make its tables once, though they start at the same moment, and write a batch once that comes at once', async () => {
    const url = await server.newDatabase()
    const engines = Array.from({ length: 6 }, () => openAt(url))
    onTestFinished(async () => void (await Promise.all(engines.map((engine) => engine.close()))))
    for (let sequence = 1; sequence <= 5; sequence++) {
      const batch = { writer: 'writer', sequence, batch: `note ${sequence}` }
      const outcomes = await Promise.all(engines.map((engine) => engine.run(part, write, batch)))
      expect(outcomes.sort()).toEqual([...Array(5).fill('already applied'), 'applied'])
    }
    expect(await server.query('select count(*) from notes', url)).toEqual([{ count: '5' }])
  })
})

describe('a PostgreSQL database that cannot be used', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await PostgresServer.start()
    await server.query('create role guest login')
  })
  afterAll(() => server.close())

  const part: Part<never> = { name: 'nothing', migrations: [], tasks: {} }
  const tasks = { access: 'read write', run: async () => 'done' } as const

  async function problemOf(postgres: PostgresPlace['postgres']): Promise<string> {
    const engine = openAt(postgres)
    onTestFinished(() => engine.close())
    return engine.run(part, tasks, undefined).catch((error) => engine.failed(error))
  }

  test('one that nobody answers for is told, without its password', async () => {
    const port = await freePort()
    expect(await problemOf(`postgres://site:secret@127.0.0.1:${port}/site`)).toBe(
      `PostgreSQL at 127.0.0.1:${port}/site cannot be used: nobody answers there: start PostgreSQL there, or give another address, like { postgres: "postgres://site@localhost/site" }`,
    )
  })

  test('one that is not there is told', async () => {
    expect(await problemOf(server.url('nowhere'))).toBe(
      `PostgreSQL at 127.0.0.1:${server.port}/nowhere cannot be used: there is no such database: create it, like createdb site`,
    )
  })

  test('a user who may not make tables is told what to grant', async () => {
    const config = { host: '127.0.0.1', port: server.port, database: 'postgres', user: 'guest' }
    expect(await problemOf(config)).toContain('/postgres cannot be used: the user may not make tables there: grant')
  })

  test('one that went away is used again once it is back', async () => {
    const engine = openAt(await server.newDatabase())
    onTestFinished(() => engine.close())
    expect(await engine.run(part, tasks, undefined)).toBe('done')
    await server.kill()
    await expect(engine.run(part, tasks, undefined)).rejects.toThrow()
    await server.again()
    expect(await engine.run(part, tasks, undefined)).toBe('done')
  })

  test('what was committed when the answer got lost is not written again', async () => {
    const url = await server.newDatabase()
    const proxy = await CuttingProxy.before(server.port, 'commit\0')
    onTestFinished(() => proxy.close())
    const engine = openAt(url.replace(`:${server.port}/`, `:${proxy.port}/`))
    onTestFinished(() => engine.close())
    const write = numbered<never, undefined>(async () => {})
    const send = (sequence: number) => engine.run(part, write, { writer: 'writer', sequence, batch: undefined })
    expect(await send(1)).toBe('applied')
    proxy.isCutting = true
    await expect(send(2)).rejects.toThrow()
    proxy.isCutting = false
    expect(proxy.cut).toBe(1)
    expect(await send(2)).toBe('already applied')
    expect(await server.query('select sequence from analytical_deliveries', url)).toEqual([{ sequence: '2' }])
  })
})
