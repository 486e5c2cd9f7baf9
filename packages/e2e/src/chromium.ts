import { existsSync } from 'node:fs'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** How to have the browser tests run, in one line. */
export const howToGetChromium =
  'no Chromium found; install it (Debian: apt-get install chromium) or set CHROMIUM to its path'

/**
 * The path of the Chromium to test with: `CHROMIUM`, or where it usually is; undefined where there is none.
 *
 * @throws Error where `CHROMIUM` is wrong, and in CI where there is none: nothing may be skipped there.
 */
export function findChromium(): string | undefined {
  const { CHROMIUM, CI } = process.env
  if (CHROMIUM && !existsSync(CHROMIUM))
    throw new Error(`CHROMIUM must be the path of a browser, like ${usual[0]} (got ${CHROMIUM})`)
  const path = CHROMIUM || usual.find((candidate) => existsSync(candidate))
  if (path === undefined && CI) throw new Error(howToGetChromium)
  return path
}
