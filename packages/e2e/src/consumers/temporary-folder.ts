import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder in which consumers are installed. */
    consumers: string
  }
}

/** Makes the folder in which consumers are installed, outside of the repository, and removes it after all tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'analytical-consumers-'))
  project.provide('consumers', folder)
  return () => rm(folder, { recursive: true, force: true })
}
