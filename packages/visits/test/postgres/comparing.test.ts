import { comparingSuite } from '../comparing/suite.ts'
import { PostgresServer } from '../servers/postgres.ts'

comparingSuite('PostgreSQL', async () => {
  const server = await PostgresServer.start()
  return { place: { postgres: await server.newDatabase() }, close: () => server.close() }
})
