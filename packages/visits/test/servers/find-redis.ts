import { isProgram, onPath } from './program.ts'

/** How to have the tests with Redis run, in one line. */
export const howToGetRedis =
  'no redis-server found; install it (Debian: apt-get install redis-server) or set REDIS_SERVER to its path'

/**
 * The path of the redis-server (or valkey-server) to test with: `REDIS_SERVER`, or the first on `PATH`; undefined where there is
 * none.
 *
 * @throws Error where `REDIS_SERVER` is wrong, and in CI where there is none: nothing may be skipped there.
 */
export function findRedis(): string | undefined {
  const { REDIS_SERVER, CI } = process.env
  if (REDIS_SERVER && !isProgram(REDIS_SERVER))
    throw new Error(`REDIS_SERVER must be the path of a server, like /usr/bin/redis-server (got ${REDIS_SERVER})`)
  const path = REDIS_SERVER || onPath('redis-server', 'valkey-server')
  if (path === undefined && CI) throw new Error(howToGetRedis)
  return path
}
