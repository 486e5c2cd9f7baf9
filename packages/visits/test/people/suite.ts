import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Database } from '../../dist/database/database.js'
import { Databases } from '../../dist/database/open-database.js'
import { journal } from '../../dist/journal/part.js'
import { type HitsQuery, hitsByUser, type UserHits } from '../../dist/journal/reading.js'
import type { Engine } from '../../src/database/engine.ts'
import type { Task } from '../../src/database/part.ts'
import type { DatabaseOption, UsersQuery, VisitsOptions } from '../../src/index.ts'
import type { JournalTables } from '../../src/journal/tables.ts'
import { until } from '../until.ts'
import { SiteProcess } from './process.ts'

/** A real database to test. */
export interface TestedDatabase {
  readonly place: DatabaseOption
  /** The same, without a thread. */
  engine(): Engine
  close(): Promise<void>
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** Noon of yesterday, in UTC. */
const noon = Math.floor(Date.now() / day) * day - day / 2

/** What a database must hold to that keeps what users do. */
export function peopleSuite(name: string, start: () => Promise<TestedDatabase>): void {
  let tested: TestedDatabase
  /** As two processes have it, each in threads of its own. */
  let databases: readonly [Database, Database]
  let sites = 0
  beforeAll(async () => {
    tested = await start()
    databases = [new Databases().open(tested.place), new Databases().open(tested.place)]
  })
  afterAll(async () => {
    await Promise.all(databases.map((database) => database.close()))
    await tested.close()
  })

  /** A process of a site of its own, or of one that is there. */
  function one(options: VisitsOptions, site = `site-${sites++}`, database = databases[0]): SiteProcess {
    const started = new SiteProcess(database, site, options)
    onTestFinished(() => started.stop())
    return started
  }
  /** Two processes of a site. */
  function two(options: VisitsOptions): [SiteProcess, SiteProcess] {
    const left = one(options)
    return [left, one(options, left.site, databases[1])]
  }
  const flush = async (...all: SiteProcess[]) => {
    for (const site of all) await site.flush()
  }

  describe(`users in ${name}`, () => {
    const measured = async (site: SiteProcess, query: UsersQuery = {}) =>
      Object.fromEntries(
        (await site.people.users(query)).map(({ id, hits, visits, minutes }) => [id, { hits, visits, minutes }]),
      )

    test('hits are counted, a pause of 30 minutes ends a visit, and each visit has its minutes', async () => {
      const site = one({ users: true })
      for (const minutes of [0, 10, 39, 69, 99]) site.hit('brief', noon + minutes * minute)
      site.hit('once', noon)
      for (let minutes = 0; minutes <= 180; minutes += 20) site.hit('stays', noon + minutes * minute)
      await site.flush()
      expect(await measured(site)).toEqual({
        stays: { hits: 10, visits: 1, minutes: 181 },
        // Up to minute 39, then after a pause of exactly 30 minutes, and once more.
        brief: { hits: 5, visits: 3, minutes: 42 },
        once: { hits: 1, visits: 1, minutes: 1 },
      })
    })

    test('two processes that serve one user in turn count one visit, and so does one that starts anew', async () => {
      const [left, right] = two({ users: true })
      for (let minutes = 0; minutes < 60; minutes += 10)
        (minutes % 20 === 0 ? left : right).hit('ann', noon + minutes * minute)
      await Promise.all([left.flush(), right.flush()])
      const anew = one({ users: true }, left.site)
      anew.hit('ann', noon + 70 * minute)
      await anew.flush()
      expect(await measured(left)).toEqual({ ann: { hits: 7, visits: 1, minutes: 71 } })
    })

    test('what arrives late closes the gap between two visits', async () => {
      const [quick, late] = two({ users: true })
      for (const minutes of [0, 50]) quick.hit('ann', noon + minutes * minute)
      await quick.flush()
      expect(await measured(quick)).toMatchObject({ ann: { visits: 2 } })
      late.hit('ann', noon + 25 * minute)
      await late.flush()
      expect(await measured(quick)).toEqual({ ann: { hits: 3, visits: 1, minutes: 51 } })
    })

    test('a clock that goes backwards changes nothing but the order', async () => {
      const site = one({ users: true })
      for (const minutes of [20, 30, 0, 10, 5]) {
        site.hit('ann', noon + minutes * minute)
        if (minutes === 0) await site.flush()
      }
      await site.flush()
      expect(await measured(site)).toEqual({ ann: { hits: 5, visits: 1, minutes: 31 } })
    })

    test('a visit over midnight counts on both days, and once for them together', async () => {
      const site = one({ users: true })
      const midnight = Math.floor(Date.now() / day) * day
      site.hit('ann', midnight - 10 * minute)
      site.hit('ann', midnight + 10 * minute)
      await site.flush()
      expect(await measured(site, { days: 1 })).toMatchObject({ ann: { hits: 1, visits: 1 } })
      expect(await measured(site, { days: 2 })).toMatchObject({ ann: { hits: 2, visits: 1 } })
    })

    test('days are those of the site’s time zone', async () => {
      const site = one({ users: true, timeZone: 'Asia/Tokyo' })
      site.hit('ann', Date.parse('2026-11-20T14:30:00Z'))
      site.hit('ann', Date.parse('2026-11-20T15:30:00Z'))
      await site.flush()
      const { users } = await site.erasing.export('ann')
      expect(users.map(({ day }) => day)).toEqual(['2026-11-20', '2026-11-21'])
    })

    test('they are ranked by what is asked for, and called as they were last', async () => {
      const site = one({ users: true })
      site.hit({ id: 1, username: 'ann' }, noon)
      for (let visit = 0; visit < 3; visit++) site.hit({ id: 2, username: 'bob' }, noon + visit * hour)
      for (let minutes = 0; minutes < 9; minutes += 4) site.hit({ id: 3, username: 'cid' }, noon + minutes * minute)
      site.hit({ id: 1, username: 'anna' }, noon + minute)
      for (let hit = 0; hit < 5; hit++) site.hit({ id: 1, username: 'anna' }, noon + minute)
      await site.flush()
      const names = async (query: UsersQuery) => (await site.people.users(query)).map((user) => user.name)
      expect(await names({ by: 'minutes' })).toEqual(['cid', 'bob', 'anna'])
      expect(await names({ by: 'visits', limit: 1 })).toEqual(['bob'])
      expect(await names({ by: 'hits' })).toEqual(['anna', 'bob', 'cid'])
      expect(await names({ days: 1 })).toEqual([])
    })

    test('forms and events are signs of a user, what scripts and robots ask for is none', async () => {
      const site = one({ users: true })
      site.hit('ann', noon)
      site.hit('ann', noon + minute, { method: 'POST', leftOut: 'method' })
      site.event('ann', noon + 5 * minute, 'rhyme saved')
      for (const leftOut of ['data', 'asset', 'prefetch', 'bot', 'excluded', 'aborted', 'dashboard'] as const)
        site.hit('ann', noon + 20 * minute, { leftOut })
      site.hit(undefined, noon)
      await site.flush()
      expect(await measured(site)).toEqual({ ann: { hits: 2, visits: 1, minutes: 6 } })
    })

    test('ids of any type and length are kept apart', async () => {
      const site = one({ users: true })
      const long = 'x'.repeat(10_000)
      const ids = [17, '', ' ', "' or 1=1 --", '日本/🎈', `${long}a`, `${long}b`, '\u0000', '\ud800', 12n ** 60n]
      const nobody = ['', ' ']
      for (const id of ids) site.hit(id, noon)
      await site.flush()
      const users = await site.people.users({ limit: 100 })
      expect(site.waiting).toBe(0)
      expect(new Set(users.map(({ id }) => id)).size).toBe(ids.length - nobody.length)
      expect(users.every(({ hits }) => hits === 1)).toBe(true)
      expect(await site.erasing.export(`${long}a`)).toMatchObject({ users: [{ hits: 1 }] })
    })

    test('days go once they are older than is kept', async () => {
      const site = one({ users: { keepDays: 3 } })
      for (let days = 1; days <= 6; days++) site.hit('ann', Date.now() - days * day)
      await site.flush()
      site.hit('ann', noon)
      await site.flush()
      expect((await site.people.users({ days: 30 })).map((user) => user.days)).toEqual([3])
    })
  })

  describe(`the journal in ${name}`, () => {
    const whatOf = async (site: SiteProcess, user: string, limit = 100) =>
      (await site.people.journal({ user, limit })).map(({ what }) => what)

    test('has what a followed user does, by time, and nothing of others', async () => {
      const site = one({ watch: ['ann'] })
      site.hit('ann', noon + 2, { path: '/rhymes/7', route: '/rhymes/:id' })
      site.hit('ann', noon + 1, { path: '/about', status: 404, leftOut: 'error' })
      site.event('ann', noon + 2, 'rhyme saved')
      site.hit('ann', noon + 3, { method: 'POST', path: '/rhymes', status: 302, leftOut: 'method' })
      site.hit('bob', noon)
      await site.flush()
      expect(await site.people.journal({ user: 'ann' })).toEqual([
        { time: noon + 1, what: 'GET /about', kind: 'request', status: 404 },
        { time: noon + 2, what: 'GET /rhymes/:id', kind: 'request', status: 200 },
        { time: noon + 2, what: 'rhyme saved', kind: 'event', status: undefined },
        { time: noon + 3, what: 'POST /rhymes', kind: 'request', status: 302 },
      ])
      expect(await whatOf(site, 'ann', 2)).toEqual(['rhyme saved', 'POST /rhymes'])
      expect(await whatOf(site, 'bob')).toEqual([])
    })

    test('leaves out what no user does, and what the site excludes', async () => {
      const site = one({ watch: ['ann'] })
      const all = ['asset', 'aborted', 'excluded', 'dashboard', 'prefetch', 'bot'] as const
      for (const leftOut of all) site.hit('ann', noon, { path: `/${leftOut}`, leftOut })
      for (const leftOut of ['data', 'redirect'] as const) site.hit('ann', noon, { path: `/${leftOut}`, leftOut })
      await site.flush()
      expect(await whatOf(site, 'ann')).toEqual(['GET /data', 'GET /redirect'])
    })

    test('a batch of many users and routes is read back as it was, user by user', async () => {
      const site = one({ watch: (user) => user.id % 2 === 0, sample: { share: 1, seed: 'all' } })
      const users = Array.from({ length: 130 }, (_, id) => ({ id, username: `user ${id}` }))
      for (let round = 0; round < 40; round++) {
        for (const user of users) site.hit(user, noon + round, { path: `/page/${(user.id * 7 + round) % 90}` })
      }
      await site.flush()
      const engine = tested.engine()
      onTestFinished(() => engine.close())
      const collect: Task<JournalTables, HitsQuery, UserHits[]> = {
        access: 'read only',
        async run(transaction, query) {
          const all: UserHits[] = []
          for await (const user of hitsByUser(transaction, query)) all.push(user)
          return all
        },
      }
      const read = (query: Pick<HitsQuery, 'users'> & Partial<HitsQuery>) =>
        engine.run(journal, collect, { site: site.site, from: noon, until: noon + 40, ...query })
      const watched = await read({ users: 'watched' })
      const sample = await read({ users: 'sample' })
      expect(watched.map(({ name }) => name).sort()).toEqual(
        users
          .filter(({ id }) => id % 2 === 0)
          .map(({ username }) => username)
          .sort(),
      )
      expect(sample).toHaveLength(65)
      for (const { id, hits } of [...watched, ...sample]) {
        const expected = Array.from({ length: 40 }, (_, round) => `GET /page/${(Number(id) * 7 + round) % 90}`)
        expect(hits.map(({ what }) => what)).toEqual(expected)
      }
      const [seven] = await read({ users: ['7'], from: noon + 3, until: noon + 5 })
      expect(seven).toEqual({
        id: '7',
        name: 'user 7',
        chosen: 'sample',
        hits: [3, 4].map((round) => ({
          time: noon + round,
          what: `GET /page/${49 + round}`,
          kind: 'request',
          status: 200,
        })),
      })
      expect(await read({ users: [] })).toEqual([])
      expect(await read({ users: 'watched', site: 'another' })).toEqual([])
    })

    test('what fills a batch is written at once', async () => {
      const site = one({ watch: ['ann'] })
      for (let hit = 0; hit < 6_000; hit++) site.hit('ann', noon + hit)
      await until('it is written', () => site.waiting < 6_000)
      expect((await site.people.journal({ user: 'ann', limit: 6_000 })).length).toBeGreaterThanOrEqual(5_000)
    })

    test('an export has every hit of a user, however many, in their order', async () => {
      const site = one({ watch: ['ann', 'bob'] })
      for (let hit = 0; hit < 12_000; hit++) {
        site.hit('ann', noon + Math.floor(hit / 3), { path: `/${hit}` })
        if (hit % 100 === 0) site.hit('bob', noon)
        if (hit % 5_000 === 0) await site.flush()
      }
      await site.flush()
      const { journal: hits } = await site.erasing.export('ann')
      expect(hits.map(({ what }) => what)).toEqual(Array.from({ length: 12_000 }, (_, hit) => `GET /${hit}`))
    })

    test('the top users are followed once they are known', async () => {
      const site = one({ users: true, watch: { top: 1, by: 'hits' } })
      for (let hit = 0; hit < 5; hit++) site.hit('ann', noon + hit)
      site.hit('bob', noon)
      await site.flush()
      const again = one({ users: true, watch: { top: 1, by: 'hits' } }, site.site)
      // The first one has them asked for.
      again.hit('ann', noon + 10, { path: '/asks' })
      await again.people.users()
      again.hit('ann', noon + 11, { path: '/followed' })
      again.hit('bob', noon + 11, { path: '/not' })
      await again.flush()
      expect(await whatOf(again, 'ann')).toEqual(['GET /followed'])
      expect(await whatOf(again, 'bob')).toEqual([])
    })

    test('an erased user is gone, and nothing comes back of what any process still holds', async () => {
      const options: VisitsOptions = { users: true, watch: ['ann', 'bob'] }
      const [left, right] = two(options)
      const earlier = Date.now() - minute
      for (const site of [left, right]) site.hit('ann', earlier, { path: '/before' })
      await left.flush()
      left.hit('ann', earlier, { path: '/waits' })
      right.hit('bob', earlier, { path: '/stays' })
      expect(await left.erasing.erase('ann')).toEqual({ users: 1, journal: 1 })
      await flush(left, right)
      expect(await left.erasing.export('ann')).toEqual({ users: [], journal: [] })
      expect(await whatOf(left, 'bob')).toEqual(['GET /stays'])
      // Who comes again is somebody new.
      left.hit('ann', Date.now() + minute, { path: '/again' })
      await left.flush()
      expect(await whatOf(left, 'ann')).toEqual(['GET /again'])
      expect(await left.people.users()).toMatchObject([{ id: 'ann', hits: 1 }, { id: 'bob' }])
    })

    test('a user who is erased again and again while being written leaves nothing', async () => {
      const options: VisitsOptions = { users: true, sample: { share: 1, seed: 'all' } }
      const [left, right] = two(options)
      const erased: Promise<unknown>[] = []
      for (let round = 0; round < 20; round++) {
        for (const site of [left, right]) {
          for (let hit = 0; hit < 20; hit++) site.hit(hit % 2 === 0 ? 'ann' : 'bob', Date.now() - minute)
          void site.flush()
        }
        if (round % 4 === 0) erased.push((round % 8 === 0 ? left : right).erasing.erase('ann'))
      }
      await Promise.all(erased)
      await flush(left, right)
      expect(await left.erasing.export('ann')).toEqual({ users: [], journal: [] })
      const { journal: kept } = await left.erasing.export('bob')
      expect(kept).toHaveLength(400)
    })

    test('hits go once they are older than is kept, and who has none left with them', async () => {
      const site = one({ watch: ['ann', 'bob'], journal: { keepDays: 10 } })
      for (const days of [1, 9, 11, 30]) site.hit('ann', Date.now() - days * day, { path: `/${days}-days` })
      await site.flush()
      const again = one({ watch: ['ann', 'bob'], journal: { keepDays: 10 } }, site.site)
      again.hit('bob', noon)
      await again.flush()
      const { journal: kept } = await again.erasing.export('ann')
      expect(kept.map(({ what }) => what)).toEqual(['GET /9-days', 'GET /1-days'])
    })

    test('sites that share a database do not see each other, nor erase each other’s users', async () => {
      const [left, right] = [one({ watch: ['ann'] }), one({ watch: ['ann'] })]
      left.hit('ann', noon, { path: '/one' })
      right.hit('ann', noon, { path: '/two' })
      await flush(left, right)
      await left.erasing.erase('ann')
      expect(await whatOf(left, 'ann')).toEqual([])
      expect(await whatOf(right, 'ann')).toEqual(['GET /two'])
    })
  })
}
