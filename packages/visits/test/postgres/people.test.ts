import { PostgresDatabase } from '../../dist/database/postgres/postgres-database.js'
import { peopleSuite } from '../people/suite.ts'
import { PostgresServer } from '../servers/postgres.ts'

peopleSuite('PostgreSQL', async () => {
  const server = await PostgresServer.start()
  const place = { postgres: await server.newDatabase() }
  return {
    place,
    engine: () => new PostgresDatabase('PostgreSQL', place),
    close: () => server.close(),
  }
})
