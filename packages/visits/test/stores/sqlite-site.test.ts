import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { sqliteStore } from '../../dist/stores/sqlite/sqlite-store.js'
import { type Started, start } from './processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'visits-'))
afterAll(() => rmSync(folder, { recursive: true }))

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

describe('a site of two processes that names no store', () => {
  const script = fileURLToPath(new URL('counting-site.js', import.meta.url))

  /** Starts the site in a folder, asks it for so many pages, and stops it. Returns what it wrote, without its port. */
  async function visit(cwd: string, pages: number, beforeStop: (site: Started) => Promise<void> = async () => {}) {
    const site = start(process.execPath, [script], { cwd })
    const { child, output, ended } = site
    await site.until((output) => output.includes('listening'))
    const [, port] = /listening on (\d+)/.exec(output()) ?? []
    for (let page = 0; page < pages; page++) {
      const headers = { 'user-agent': chrome, connection: 'close' }
      const response = await fetch(`http://localhost:${port}/${page % 10}`, { headers })
      expect(await response.text()).toBe('hello')
    }
    await beforeStop(site)
    child.stdin?.end()
    expect(await ended).toBe(0)
    return output().replace(/listening.*\n/, '')
  }

  async function read(cwd: string) {
    const settings = { site: 'main', keys: 'spread', values: 10_000, keepDays: 90, warn: () => {} } as const
    const store = sqliteStore({ file: join(cwd, 'visits.sqlite') }, settings)
    const { total } = await store.top('paths', ['total'], 10)
    const browsers = await store.top('browsers', ['total'], 10)
    await store.close()
    return { total, browsers: browsers.rows }
  }

  test('counts each request once in visits.sqlite of its working directory', async () => {
    const cwd = mkdtempSync(join(folder, 'site-'))
    expect(await visit(cwd, 100)).toBe('all counted: true\n'.repeat(2))
    expect(await read(cwd)).toEqual({ total: 100, browsers: [{ value: 'Chrome', count: 100 }] })
  })

  test('serves its pages while the file is no database, says so once in each process, and counts all once it is', async () => {
    const cwd = mkdtempSync(join(folder, 'site-'))
    const file = join(cwd, 'visits.sqlite')
    writeFileSync(file, 'Dear diary, '.repeat(1_000))
    const said = `SQLite takes no counts now, they wait here: ${file} cannot be used: it is no SQLite database: move it away, or name another one, like { file: "/var/lib/site/visits.sqlite" }`
    const output = await visit(cwd, 50, async (site) => {
      await site.until((output) => output.split(said).length === 3)
      rmSync(file)
    })
    expect(output).toBe(`${said}\n`.repeat(2) + 'all counted: true\n'.repeat(2))
    expect((await read(cwd)).total).toBe(50)
  })
})
