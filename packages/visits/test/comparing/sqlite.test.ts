import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { comparingSuite } from './suite.ts'

comparingSuite('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'visits-'))
  return {
    place: { file: join(folder, 'visits.sqlite') },
    close: async () => rmSync(folder, { recursive: true }),
  }
})
