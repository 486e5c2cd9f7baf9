import { experimentsSuite } from '../experiments/suite.ts'
import { PostgresServer } from '../servers/postgres.ts'

experimentsSuite('PostgreSQL', async () => {
  const server = await PostgresServer.start()
  return {
    next: async () => ({ postgres: await server.newDatabase() }),
    close: () => server.close(),
  }
})
