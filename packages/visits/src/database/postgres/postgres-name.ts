import type { PostgresPlace } from '../place.ts'

/** A PostgreSQL database's name in messages, like `PostgreSQL at db.example/site`: without user and password. */
export function postgresName({ postgres }: PostgresPlace): string {
  const address = typeof postgres === 'string' ? postgres : postgres.connectionString
  if (address === undefined) {
    const { host = 'localhost', port, database = '' } = postgres as Exclude<typeof postgres, string>
    return nameOf(port === undefined ? host : `${host}:${port}`, database)
  }
  if (!URL.canParse(address)) return 'PostgreSQL'
  const { host, pathname } = new URL(address)
  return nameOf(host === '' ? 'localhost' : host, pathname.slice(1))
}

const nameOf = (host: string, database: string) =>
  database === '' ? `PostgreSQL at ${host}` : `PostgreSQL at ${host}/${database}`
