import { readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { isProgram } from './program.ts'

/** How to have the tests with PostgreSQL run, in one line. */
export const howToGetPostgres =
  'no PostgreSQL server found; install it (Debian: apt-get install postgresql) or set POSTGRES_BIN to the folder of its programs'

/** Where Debian keeps the programs of each version. */
const debian = '/usr/lib/postgresql'

/**
 * The folder of the PostgreSQL programs to test with: `POSTGRES_BIN`, the first on `PATH`, or Debian's newest; undefined where
 * there is none.
 *
 * @throws Error where `POSTGRES_BIN` is wrong, and in CI where there is none: nothing may be skipped there.
 */
export function findPostgres(): string | undefined {
  const { POSTGRES_BIN, PATH = '', CI } = process.env
  if (POSTGRES_BIN && !hasServer(POSTGRES_BIN))
    throw new Error(
      `POSTGRES_BIN must be a folder with initdb and postgres, like ${debian}/15/bin (got ${POSTGRES_BIN})`,
    )
  const folder = POSTGRES_BIN || [...PATH.split(delimiter), ...ofDebian()].find(hasServer)
  if (folder === undefined && CI) throw new Error(howToGetPostgres)
  return folder
}

function ofDebian(): string[] {
  try {
    const versions = readdirSync(debian).sort((a, b) => Number(b) - Number(a))
    return versions.map((version) => join(debian, version, 'bin'))
  } catch {
    return []
  }
}

const hasServer = (folder: string) => ['initdb', 'postgres'].every((program) => isProgram(join(folder, program)))
