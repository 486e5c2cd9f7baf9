import { spawnSync } from 'node:child_process'

/** How to have the tests run that install the packages as users do, in one line. */
export const howToReachRegistry = "npm's registry does not answer; connect to it (npm ping tells what is wrong)"

/** Whether packages can be installed. In CI they are supposed to: nothing may be skipped there. */
export function registryAnswers(): boolean {
  if (process.env.CI) return true
  const impatient = ['--fetch-retries=0', '--fetch-timeout=5000']
  return spawnSync('npm', ['ping', ...impatient], { shell: process.platform === 'win32' }).status === 0
}
