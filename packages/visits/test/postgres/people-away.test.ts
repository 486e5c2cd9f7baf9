import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { Databases } from '../../dist/database/open-database.js'
import { createVisits } from '../../dist/index.js'
import { SiteProcess } from '../people/process.ts'
import { CuttingProxy } from '../servers/cutting-proxy.ts'
import { PostgresServer } from '../servers/postgres.ts'
import { page, Site } from '../site.ts'
import { until } from '../until.ts'

describe('a PostgreSQL database that is away', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await PostgresServer.start()
  })
  afterAll(() => server.close())

  async function processAt(postgres: string): Promise<SiteProcess> {
    const database = new Databases().open({ postgres })
    onTestFinished(() => database.close())
    return new SiteProcess(database, 'main', { users: true, sample: { share: 1, seed: 'all' } })
  }
  const now = Date.now()

  test('is waited for within a bound: what did not fit is counted and told, the rest is there once', async () => {
    const site = await processAt(await server.newDatabase())
    site.hit('ann', now, { path: '/before' })
    await site.flush()
    await server.kill()
    for (let hit = 0; hit < 26_000; hit++) {
      site.hit('ann', now + hit, { path: `/${hit % 50}` })
      if (hit === 1_000) await site.flush()
    }
    await site.flush()
    // One batch of 1,001 was on its way already.
    expect(site.waiting).toBe(20_000 + 1_001 + 1 + 1)
    const name = `PostgreSQL at 127.0.0.1:${server.port}`
    expect(site.problems.list).toEqual([
      expect.stringMatching(/^days of users wait here, PostgreSQL at .* takes none now: /),
      expect.stringMatching(/^hits of the journal wait here, PostgreSQL at .* takes none now: /),
      expect.stringMatching(
        /^PostgreSQL at .* was away for too long: 4999 hits of the journal did not fit and are lost$/,
      ),
    ])
    expect(site.errors).toHaveLength(3)
    expect(site.errors.join()).toContain(name)
    await server.again()
    await site.flush()
    expect(site.waiting).toBe(0)
    expect(site.problems.list).toEqual([expect.stringContaining('4999 hits of the journal did not fit')])
    expect(await site.people.journal({ user: 'ann', limit: 100_000 })).toHaveLength(1 + 21_001)
    expect(await site.people.users()).toMatchObject([{ id: 'ann', hits: 26_001, visits: 1 }])
  })

  test('whose answers get lost is written to once', async () => {
    const url = await server.newDatabase()
    const proxy = await CuttingProxy.before(server.port, 'commit\0')
    onTestFinished(() => proxy.close())
    const site = await processAt(url.replace(`:${server.port}/`, `:${proxy.port}/`))
    for (let round = 0; round < 6; round++) {
      site.hit('ann', now + round, { path: `/${round}` })
      proxy.isCutting = round % 2 === 1
      await site.flush()
    }
    proxy.isCutting = false
    await until('all is written', async () => {
      await site.flush()
      return site.waiting === 0
    })
    expect(proxy.cut).toBeGreaterThan(1)
    const hits = await site.people.journal({ user: 'ann' })
    expect(hits.map(({ what }) => what)).toEqual(Array.from({ length: 6 }, (_, round) => `GET /${round}`))
    expect(await site.people.users()).toMatchObject([{ hits: 6, visits: 1 }])
  })

  test('does not keep a user from being told that erasing failed', async () => {
    const site = await processAt(`postgres://site@127.0.0.1:1/site`)
    await expect(site.erasing.erase('ann')).rejects.toThrow('nobody answers there')
  })

  test('costs the site no response, and its end no more than the deadline', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'visits-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const errors: string[] = []
    const away = createVisits({
      store: { file: join(folder, 'visits.sqlite') },
      database: { postgres: 'postgres://site:secret@127.0.0.1:1/site' },
      users: true,
      watch: ['ann'],
      user: (request) => request.headers['x-user'],
      flushEvery: 20,
      onError: ({ message }) => errors.push(message),
    })
    const site = await Site.start(page)
    onTestFinished(() => site.close())
    away.listen(site.server)
    for (let request = 0; request < 50; request++) expect((await site.get('/', { 'x-user': 'ann' })).status).toBe(200)
    await until('it is told', () => errors.length >= 2)
    expect(errors.join()).not.toContain('secret')
    expect(await away.stop({ deadline: 500 })).toBe(false)
    expect(errors).toContain('stopped with 50 hits of the journal that PostgreSQL at 127.0.0.1:1/site has not taken')
  })
})
