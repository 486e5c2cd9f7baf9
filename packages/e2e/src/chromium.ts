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
 * @throws Error in CI, where nothing may be skipped.
 */
export function findChromium(): string | undefined {
  const path = process.env.CHROMIUM ?? usual.find((candidate) => existsSync(candidate))
  if (path === undefined && process.env.CI) throw new Error(howToGetChromium)
  return path
}
