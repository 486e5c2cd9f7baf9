const notThere = 'start PostgreSQL there, or give another address, like { postgres: "postgres://site@localhost/site" }'

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: `nobody answers there: ${notThere}`,
  ENOENT: `no socket is there: ${notThere}`,
  ENOTFOUND: `its host is not known: ${notThere}`,
  EAI_AGAIN: 'its host cannot be looked up now',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'its host cannot be reached',
  ECONNRESET: 'the connection broke',
  ERR_MODULE_NOT_FOUND: 'the package pg is missing: npm install pg',
  // https://www.postgresql.org/docs/current/errcodes-appendix.html, read 2026-11-28.
  '28P01': 'the user or the password is wrong',
  '28000': 'the user may not log in: allow it in pg_hba.conf, or give another user',
  '3D000': 'there is no such database: create it, like createdb site',
  '42501': 'the user may not make tables there: grant create on schema public to it',
  '25006': 'it is read-only: give the address of the primary server',
  '53100': 'its disk is full',
  '53300': 'it has too many connections: each process of the site takes up to two',
  '57014': 'a statement took longer than statement_timeout allows',
  '57P01': 'it is shutting down',
  '57P02': 'it is shutting down',
  '57P03': 'it is starting',
}

/** What is wrong with a PostgreSQL database, from an error of pg, as one sentence. */
export function inPlainWords(error: unknown, name: string): string {
  const { code = '', message } = deepest(error)
  return `${name} cannot be used: ${reasons[code] ?? message}`
}

// A host with several addresses fails with all their errors in one.
function deepest(error: unknown): NodeJS.ErrnoException {
  return error instanceof AggregateError ? deepest(error.errors[0]) : (error as NodeJS.ErrnoException)
}
