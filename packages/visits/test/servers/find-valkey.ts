import { onPath } from './program.ts'

/** How to have the tests with Redis run with Valkey, too, in one line. */
export const howToGetValkey =
  'no valkey-server found; install it (Debian 13, or 12 with backports: apt-get install valkey-server)'

/**
 * The path of the valkey-server on `PATH`; undefined where there is none.
 *
 * @throws Error in CI where there is none: nothing may be skipped there.
 */
export function findValkey(): string | undefined {
  const path = onPath('valkey-server')
  if (path === undefined && process.env.CI) throw new Error(howToGetValkey)
  return path
}
