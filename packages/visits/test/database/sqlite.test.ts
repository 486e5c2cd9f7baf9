import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseFile } from '../../dist/database/sqlite/database-file.js'
import { databaseSuite } from './suite.ts'

databaseSuite('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'visits-'))
  return {
    open: async (name) => new DatabaseFile(join(folder, `${name}.sqlite`)),
    close: async () => rmSync(folder, { recursive: true }),
  }
})
