import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Database } from '../../dist/database/database.js'
import { Databases } from '../../dist/database/open-database.js'
import type { DatabaseOption, VisitsOptions } from '../../src/index.ts'
import { SiteProcess } from '../people/process.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** Noon of yesterday, in UTC. */
const noon = Math.floor(Date.now() / day) * day - day / 2

const updating = { name: 'updating', all: ['GET /new', 'POST /vote'], minHits: 3, gap: '10m' }
const polling = { name: 'polling', any: ['GET /unread.json'], ignore: true }

/** What a database must tell of what followed users do. */
export function comparingSuite(
  name: string,
  start: () => Promise<{ place: DatabaseOption; close(): Promise<void> }>,
): void {
  let tested: Awaited<ReturnType<typeof start>>
  let database: Database
  let sites = 0
  beforeAll(async () => {
    tested = await start()
    database = new Databases().open(tested.place)
  }, 60_000)
  afterAll(async () => {
    await database.close()
    await tested.close()
  })

  function one(options: VisitsOptions, site = `site-${sites++}`): SiteProcess {
    const started = new SiteProcess(database, site, options)
    onTestFinished(() => started.stop())
    return started
  }
  /** Hits of a user, a minute apart from noon on. */
  const does = (site: SiteProcess, user: string, ...whats: string[]) => {
    for (const [index, what] of whats.entries()) {
      const [method, path] = what.split(' ') as [string, string]
      site.hit(user, noon + index * minute, { method, path })
    }
  }

  describe(`activities in ${name}`, () => {
    test('are told by rules, with all that none covers', async () => {
      const site = one({ watch: ['ann', 'bob'], activities: [polling, updating] })
      does(site, 'ann', 'GET /new', 'POST /vote', 'GET /unread.json', 'POST /vote', 'POST /follow', 'POST /follow')
      does(site, 'bob', 'POST /vote', 'POST /follow')
      site.event('bob', noon + 5 * minute, 'rhyme saved')
      await site.flush()
      expect(await site.people.activities({ days: 7 })).toEqual({
        version: expect.stringMatching(/^[0-9a-f]{8}$/),
        users: 2,
        hits: 9,
        activities: [{ activity: 'updating', users: 1, times: 1, hits: 3, minutes: 3 }],
        uncovered: [
          { kind: 'request', what: 'POST /follow', users: 2, hits: 3 },
          { kind: 'request', what: 'POST /vote', users: 1, hits: 1 },
          { kind: 'event', what: 'rhyme saved', users: 1, hits: 1 },
        ],
        ignored: 1,
        notes: [],
      })
      const alone = await site.people.activities({ user: 'bob' })
      expect([alone.users, alone.activities[0]?.times, alone.ignored]).toEqual([1, 0, 0])
    })

    test('stand beside each hit of a user’s journal', async () => {
      const site = one({ watch: ['ann'], activities: [updating] })
      does(site, 'ann', 'GET /', 'GET /new', 'POST /vote', 'POST /vote')
      await site.flush()
      expect((await site.people.journal({ user: 'ann' })).map(({ what, activity }) => [what, activity])).toEqual([
        ['GET /', undefined],
        ['GET /new', 'updating'],
        ['POST /vote', 'updating'],
        ['POST /vote', 'updating'],
      ])
    })

    test('by other rules are others, over the same history, in another version', async () => {
      const before = one({ watch: ['ann'], activities: [updating] })
      does(before, 'ann', 'GET /new', 'POST /vote', 'POST /vote', 'GET /new')
      await before.flush()
      const after = one({ watch: ['ann'], activities: [{ name: 'voting', any: ['POST /vote'] }] }, before.site)
      const [old, changed] = [await before.people.activities(), await after.people.activities()]
      expect(old.activities.map(({ activity, hits }) => [activity, hits])).toEqual([['updating', 4]])
      expect(changed.activities.map(({ activity, hits }) => [activity, hits])).toEqual([['voting', 2]])
      expect(old.version).not.toBe(changed.version)
      expect(await before.people.activities()).toEqual(old)
    })

    test('that match nothing or everything are told', async () => {
      const activities = [
        { name: 'mistyped', any: ['POST /voet'] },
        { name: 'all', any: ['/*'] },
      ]
      const site = one({ watch: ['ann'], activities })
      does(site, 'ann', 'POST /vote', 'GET /')
      await site.flush()
      expect((await site.people.activities()).notes).toEqual([
        '“mistyped” matches none of 2 hits: is a hit written like “POST /voet”? What no activity covers shows how.',
        '“all” matches all of 2 hits: beside “/*” nothing is left.',
      ])
    })

    test('of an erased user are gone', async () => {
      const site = one({ watch: ['ann'], activities: [updating] })
      does(site, 'ann', 'GET /new', 'POST /vote', 'POST /vote')
      await site.flush()
      await site.erasing.erase('ann')
      expect(await site.people.activities()).toMatchObject({ users: 0, hits: 0, uncovered: [] })
    })
  })

  describe(`the comparison in ${name}`, () => {
    const isWatched = (user: string) => user.startsWith('w')
    const board = () => one({ watch: isWatched, sample: { share: 1, seed: 'board' }, activities: [updating] })
    const common = ['GET /', 'GET /new', 'POST /vote', 'GET /', 'GET /people', 'POST /vote', 'GET /', 'GET /about']

    function people(site: SiteProcess, watched = 12) {
      for (let user = 0; user < watched; user++)
        does(
          site,
          `w${user}`,
          ...Array<string[]>(8).fill(common).flat(),
          ...Array<string>(20 + (user % 4)).fill('POST /follow'),
        )
      for (let user = 0; user < 30; user++)
        does(
          site,
          `s${user}`,
          ...Array<string[]>(3).fill(common).flat(),
          ...Array<string>(user % 2).fill('POST /follow'),
        )
      does(site, 's-brief', 'GET /')
    }

    test('finds what the watched do more of, which no rule names', async () => {
      const site = board()
      people(site)
      await site.flush()
      const { group, against, rows, withheld, notes } = await site.people.compare({ days: 7 })
      expect([withheld, notes]).toEqual([undefined, []])
      expect([group.users, group.tooFew, against.users, against.tooFew]).toEqual([12, 0, 30, 1])
      expect(group.perActiveDay).toBeGreaterThan(against.perActiveDay)
      expect(rows[0]).toMatchObject({ kind: 'request', what: 'POST /follow', verdict: 'more', group: { doing: 12 } })
      expect(rows[0]?.sentence).toMatch(
        /^“POST \/follow” is 25\.\d % of what the watched users do \(12\), and 2\.0 % of what the users of the sample do \(30\): clearly more, \+23\.\d percentage points \(\+2\d\.\d to \+2\d\.\d\), p < 0\.001\. Both go together; whether one leads to the other, figures cannot tell\.$/,
      )
      expect(rows.map(({ what }) => what)).toContain('updating')
      expect(await site.people.compare({ days: 7 })).toEqual({ ...(await site.people.compare({ days: 7 })) })
    })

    test('leaves out what the group was chosen by', async () => {
      const site = board()
      people(site)
      await site.flush()
      const { rows, notes } = await site.people.compare({ leaveOut: ['POST /follow', 'POST /folow'] })
      expect(rows.filter(({ verdict }) => verdict !== 'unclear')).toEqual([])
      expect(rows.map(({ what }) => what)).not.toContain('POST /follow')
      expect(notes).toEqual([
        'Left out: POST /follow.',
        'Nothing of these days is “POST /folow”, which was to be left out.',
      ])
    })

    test('is withheld where a side is small, and says so', async () => {
      const site = board()
      people(site, 7)
      await site.flush()
      const { rows, withheld } = await site.people.compare()
      expect(rows).toEqual([])
      expect(withheld).toBe(
        'Only 7 of the watched users have 20 hits or more: a comparison needs 10 on each side, as with fewer what one of them ' +
          'does passes for what all do. Take more days, or watch and sample more users.',
      )
      expect((await site.people.compare({ minUsers: 5 })).rows[0]?.what).toBe('POST /follow')
    })

    test.each<[object, string]>([
      [{ group: 'all' }, 'group must be "watched" or "sample" (got all)'],
      [{ against: 'watched' }, 'against must be "watched" or "sample", and not the group itself (got watched)'],
      [{ days: 0 }, 'days must be a whole number up to 3660, like 30 (got 0)'],
      [{ minHits: 0.5 }, 'minHits must be a whole number from 1 to 100000, like 20 (got 0.5)'],
      [{ minUsers: 2 }, 'minUsers must be a whole number from 5 to 100000, like 10 (got 2)'],
      [{ leaveOut: 'POST /vote' }, 'leaveOut must be a list of activities and patterns'],
      [{ seed: 'x' }, 'seed must be a whole number, like 1 (got x)'],
    ])('refuses %j', async (query, message) => {
      await expect(board().people.compare(query as never)).rejects.toThrow(message)
    })
  })
}
