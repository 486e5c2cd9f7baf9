import { readdirSync, readFileSync } from 'node:fs'
import { posix, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const source = fileURLToPath(new URL('../src', import.meta.url))
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.split(sep).join('/'))

const importLine = /^(?:import|export)\s+(type\s+)?(?:[^;'"]*?\sfrom\s+)?'([^']+)'/gm
const imports = files.flatMap((from) =>
  [...readFileSync(`${source}/${from}`, 'utf8').matchAll(importLine)].map(([, type, name = '']) => ({
    from,
    of: name.startsWith('.') ? posix.join(posix.dirname(from), name) : name,
    isTypeOnly: type !== undefined,
  })),
)
const written = (found: typeof imports) => found.map(({ from, of }) => `${from} imports ${of}`)

describe('who imports whom in visits', () => {
  test('the import lines are read', () => {
    expect(written(imports)).toContain('create-visits.ts imports counting/counters.ts')
    expect(imports.filter(({ of }) => of.endsWith('.ts') && !files.includes(of))).toEqual([])
  })

  test('no client of a store and no framework is imported: they are handed in', () => {
    const packages = new Set(imports.map(({ of }) => of).filter((of) => !files.includes(of) && !of.startsWith('node:')))
    expect([...packages].sort()).toEqual(['analytical', 'bowser', 'kysely', 'libsql', 'pg', 'rate-limiter-flexible'])
  })

  test('the site’s own thread loads nothing of a database', () => {
    const loaded = new Set(['index.ts'])
    for (const file of loaded) {
      for (const { from, of, isTypeOnly } of imports) if (from === file && !isTypeOnly) loaded.add(of)
    }
    expect([...loaded]).toContain('stores/sqlite/sqlite-store.ts')
    expect(
      [...loaded].filter((of) => ['kysely', 'libsql', 'pg', 'database/worker.ts', 'database/engine.ts'].includes(of)),
    ).toEqual([])
  })

  test('only where stores are opened, and where the database’s parts are listed, one of them is named', () => {
    const found = imports.filter(({ from, of, isTypeOnly }) => {
      return (
        !isTypeOnly &&
        /^stores\/\w+\//.test(of) &&
        !from.startsWith(posix.dirname(of)) &&
        !['stores/open-store.ts', 'database/parts.ts'].includes(from)
      )
    })
    expect(written(found)).toEqual([])
  })

  test('no file imports itself by way of others', () => {
    const next = new Map<string, string[]>()
    for (const { from, of, isTypeOnly } of imports) if (!isTypeOnly) next.set(from, [...(next.get(from) ?? []), of])
    const circles: string[] = []
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' > '))
      else for (const of of next.get(file) ?? []) visit(of, [...path, file])
    }
    for (const file of files) visit(file, [])
    expect([...new Set(circles)]).toEqual([])
  })
})
