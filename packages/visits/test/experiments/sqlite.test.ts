import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { experimentsSuite } from './suite.ts'

experimentsSuite('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'visits-experiments-'))
  let databases = 0
  return {
    next: async () => ({ file: join(folder, `${++databases}.sqlite`) }),
    close: async () => rmSync(folder, { recursive: true }),
  }
})
