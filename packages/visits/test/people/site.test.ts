import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { createVisits } from '../../dist/index.js'
import type { VisitsOptions } from '../../src/index.ts'
import { page, Site } from '../site.ts'
import { until } from '../until.ts'

const folder = mkdtempSync(join(tmpdir(), 'visits-'))
afterAll(() => rmSync(folder, { recursive: true }))

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

/** A site whose visitors say who they are in a header. */
async function siteWith(name: string, options: VisitsOptions = {}) {
  const visits = createVisits({
    store: { file: join(folder, name) },
    user: (request) => request.headers['x-user'],
    onError: () => {},
    flushEvery: 60_000,
    ...options,
  })
  endings.push(() => visits.stop())
  const site = await Site.start(page)
  endings.push(() => site.close())
  let ended = 0
  visits.on('finish', () => ended++)
  visits.listen(site.server)
  const get = async (path: string, user?: string, method = 'GET') => {
    const before = ended
    await site.get(path, user === undefined ? {} : { 'x-user': user }, method)
    await until('the request is seen', () => ended > before)
  }
  return { visits, get }
}

describe('a site that follows its users', () => {
  test('has their days and hits beside its counts, in one file', async () => {
    const { visits, get } = await siteWith('beside.sqlite', { users: true, watch: ['ann'] })
    await get('/rhymes/', 'ann')
    await get('/rhymes/', 'ann', 'POST')
    await get('/rhymes/', 'bob')
    await get('/rhymes/')
    visits.event('rhyme saved', { user: 'ann' })
    await visits.flush()
    expect(await visits.users({ by: 'hits' })).toMatchObject([
      { id: 'ann', name: 'ann', hits: 2, visits: 1, minutes: 1, days: 1 },
      { id: 'bob', name: 'bob', hits: 1, visits: 1 },
    ])
    expect((await visits.journal({ user: 'ann' })).map(({ what }) => what)).toEqual([
      'GET /rhymes/',
      'POST /rhymes/',
      'rhyme saved',
    ])
    expect((await visits.top('paths')).total).toBe(3)
    expect(await visits.export('ann')).toMatchObject({ users: [{ hits: 2 }], journal: [{}, {}, {}] })
    expect(await visits.erase('ann')).toMatchObject({ users: 1, journal: 3 })
    expect(await visits.export('ann')).toMatchObject({ users: [], journal: [] })
    await visits.stop()
    expect(readdirSync(folder).filter((file) => file.startsWith('beside'))).toEqual(['beside.sqlite'])
  })

  test('keeps nothing of anybody unless it is told to, and says so where it is asked', async () => {
    const { visits, get } = await siteWith('off.sqlite')
    await get('/rhymes/', 'ann')
    await visits.flush()
    await expect(visits.users()).rejects.toThrow('users are not counted: turn it on by createVisits({ users: true })')
    await expect(visits.journal({ user: 'ann' })).rejects.toThrow('nobody is followed: say whom')
    expect(await visits.export('ann')).toMatchObject({ users: [], journal: [] })
  })

  test('erases what is there from before, though it follows nobody any more', async () => {
    const before = await siteWith('before.sqlite', { users: true, watch: ['ann'] })
    await before.get('/', 'ann')
    await before.visits.stop()
    const { visits } = await siteWith('before.sqlite')
    expect(await visits.erase('ann')).toMatchObject({ users: 1, journal: 1 })
  })

  test('brings what waits at the end', async () => {
    const { visits, get } = await siteWith('end.sqlite', { watch: ['ann'] })
    await get('/last', 'ann')
    expect(await visits.stop()).toBe(true)
    const again = await siteWith('end.sqlite', { watch: ['ann'] })
    expect(await again.visits.journal({ user: 'ann' })).toMatchObject([{ what: 'GET /last' }])
  })

  test('refuses a question that makes no sense', async () => {
    const { visits } = await siteWith('asked.sqlite', { users: true, watch: ['ann'] })
    const questions: [asked: Promise<unknown>, message: string][] = [
      [visits.users({ days: 0 }), 'days must be a whole number up to 3660, like 30 (got 0)'],
      [visits.users({ by: 'karma' as never }), 'by must be minutes, visits, hits (got karma)'],
      [visits.users({ limit: 1.5 }), 'limit must be a whole number up to 100000, like 10 (got 1.5)'],
      [visits.journal({ user: '' }), 'user must be the id of a user, like "jeff" or 17 (got )'],
      [visits.journal({ user: 'ann', days: -1 }), 'days must be a whole number up to 3660, like 30 (got -1)'],
      [visits.users({ day: 7 } as never), 'users takes an object of days, by, limit, like { days: 7 } (got day)'],
      [visits.journal('ann' as never), 'journal takes an object of user, days, limit, like { user: "jeff" } (got ann)'],
      [visits.journal(undefined as never), 'like { user: "jeff" } (got undefined)'],
      [visits.activities({ users: 'ann' } as never), 'activities takes an object of user, group, days'],
      [visits.compare({ between: 7 } as never), 'compare takes an object of group, against, days, minHits'],
      [visits.erase({} as never), 'a user is named by id, like "jeff" or 17'],
      [visits.export(undefined as never), 'a user is named by id, like "jeff" or 17'],
    ]
    for (const [asked, message] of questions) await expect(asked).rejects.toThrow(message)
  })
})
