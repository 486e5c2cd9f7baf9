import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseFile } from '../../dist/database/sqlite/database-file.js'
import { peopleSuite } from './suite.ts'

peopleSuite('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'visits-'))
  const file = join(folder, 'visits.sqlite')
  return {
    place: { file },
    engine: () => new DatabaseFile(file),
    close: async () => rmSync(folder, { recursive: true }),
  }
})
