import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { variantOf } from '../../src/experiments/assigning/variant-of.ts'
import type { VisitsOptions } from '../../src/index.ts'
import { home, rhymeSite, tableOf } from './rhyme-site.ts'

/** A real database to test. */
export interface TestedDatabase {
  /** The option for a new, empty one. */
  next(): Promise<NonNullable<VisitsOptions['database']>>
  close(): Promise<void>
}

/** A cookie, or a user, that is drawn a variant. */
function whoGets(variant: string, like: string): string {
  for (let at = 0; ; at++) if (variantOf('home', home, `${like}${at}`) === variant) return `${like}${at}`
}

/** What experiments record, over every database. */
export function experimentsSuite(name: string, start: () => Promise<TestedDatabase>): void {
  let tested: TestedDatabase
  beforeAll(async () => {
    tested = await start()
  })
  afterAll(() => tested.close())

  describe(`an experiment recorded in ${name}`, () => {
    test('counts each visitor once, and as a conversion only who was shown a variant before', async () => {
      const { visits, get } = await rhymeSite({ database: await tested.next(), experiments: { unit: 'visitor' } })
      const [quiet, loud, early] = [whoGets('quiet', 'a'), whoGets('loud', 'b'), whoGets('loud', 'early')]
      await get('/post', early)
      await get('/post', 'never')
      for (const browser of [quiet, loud, early]) {
        const shown = await get('/', browser)
        expect([await get('/', browser), await get('/', browser)]).toEqual([shown, shown])
      }
      expect(await tableOf(visits)).toEqual([
        ['quiet', 1, 0],
        ['loud', 2, 0],
      ])
      for (const browser of [quiet, quiet, early]) await get('/post', browser)
      expect(await tableOf(visits)).toEqual([
        ['quiet', 1, 1],
        ['loud', 2, 1],
      ])
    })

    test('keeps a visitor’s variant through signing in, and counts one user on two devices once', async () => {
      const { visits, get } = await rhymeSite({ database: await tested.next() })
      const shown = await get('/', 'laptop')
      const user = whoGets(shown === 'loud' ? 'quiet' : 'loud', 'user')
      await get(`/sign-in?${user}`, 'laptop')
      expect(await get('/', 'laptop')).toBe(shown)
      await get('/post', 'laptop')
      const table = await tableOf(visits)
      expect(table.find(([name]) => name === shown)).toEqual([shown, 1, 1])
      expect(table.reduce((all, [, units]) => all + units, 0)).toBe(1)
    })

    test('counts nobody for a variant who saw two', async () => {
      const database = await tested.next()
      const experiments = {
        session: () => undefined,
        unit: (request: { headers: { cookie?: string } }) => request.headers.cookie,
      }
      const before = await rhymeSite({ database, experiments })
      const loud = whoGets('loud', 'visitor=phone').replace('visitor=', '')
      expect(await before.get('/', loud)).toBe('loud')
      await before.visits.flush()
      // Another process does not know, and without a session nothing tells it.
      const after = await rhymeSite({ database, experiments })
      after.sessions.set(loud, { user: whoGets('quiet', 'user') })
      expect(await after.get('/', loud)).toBe('quiet')
      expect(await tableOf(after.visits)).toEqual([
        ['quiet', 0, 0],
        ['loud', 0, 0],
      ])
      const { crossovers, problems } = await after.visits.results('home')
      expect(crossovers).toBe(1)
      expect(problems).toEqual(['1 visitor saw more than one variant and count for none'])
    })

    test('counts no user for a variant whose two devices had two', async () => {
      const { visits, get } = await rhymeSite({ database: await tested.next(), experiments: { unit: 'visitor' } })
      for (const variant of ['quiet', 'loud']) {
        const browser = whoGets(variant, `device of ${variant}`.replaceAll(' ', '_'))
        expect(await get('/', browser)).toBe(variant)
        await get('/sign-in?mara', browser)
        expect(await get('/', browser)).toBe(variant)
      }
      await visits.flush()
      expect((await visits.results('home')).crossovers).toBe(1)
    })

    test('starts anew when its weights are changed, and says so', async () => {
      const database = await tested.next()
      const before = await rhymeSite({ database })
      for (const browser of ['a', 'b', 'c']) await before.get('/', browser)
      expect((await tableOf(before.visits)).reduce((all, [, units]) => all + units, 0)).toBe(3)
      const errors: string[] = []
      const after = await rhymeSite({
        database,
        experiments: { running: { home: { ...home, weights: [0.1, 0.9] } } },
        onError: ({ message }) => errors.push(message),
      })
      for (const browser of ['d', 'e']) await after.get('/', browser)
      expect((await tableOf(after.visits)).reduce((all, [, units]) => all + units, 0)).toBe(2)
      const said = expect.stringMatching(
        /^the variants, weights or seed of home were changed on \d{4}-\d\d-\d\d while it ran: what was counted before, of 3 visitors, is left out$/,
      )
      expect((await after.visits.results('home')).problems).toContainEqual(said)
      expect(after.visits.problems).toEqual([said])
      expect(errors).toEqual([said])
    })

    test('gives the control to whose variant was removed while it ran, and counts them no more', async () => {
      const database = await tested.next()
      const three = { ...home, variants: ['quiet', 'loud', 'shrill'], weights: [0, 0, 1] }
      const before = await rhymeSite({ database, experiments: { running: { home: three } } })
      expect(await before.get('/', 'ann')).toBe('shrill')
      await before.visits.flush()
      const after = await rhymeSite({ database })
      after.sessions.set('ann', before.sessions.get('ann') ?? {})
      expect(await after.get('/', 'ann')).toBe('quiet')
      expect(await tableOf(after.visits)).toEqual([
        ['quiet', 0, 0],
        ['loud', 0, 0],
      ])
    })

    test('gives out and forgets what it has of a user, also what waits to be written', async () => {
      const { visits, get, sessions } = await rhymeSite({ database: await tested.next() })
      for (const user of ['mara', 'jeff']) {
        sessions.set(user, { user })
        await get('/', user)
        await get('/post', user)
      }
      await visits.flush()
      const kept = sessions.get('mara') as { visits: { variants: { home: string } } }
      const time = expect.any(Number)
      expect((await visits.export('mara')).experiments).toEqual([
        { experiment: 'home', variant: kept.visits.variants.home, shownAt: time, reachedAt: time },
      ])
      await get('/post', 'mara')
      expect((await visits.erase('mara')).experiments).toBe(1)
      await visits.flush()
      expect((await visits.export('mara')).experiments).toEqual([])
      expect((await visits.export('jeff')).experiments).toHaveLength(1)
      expect((await tableOf(visits)).reduce((all, [, units]) => all + units, 0)).toBe(1)
    })

    test('takes names and ids of any bytes', async () => {
      const name = 'Küche 🎈 "; drop table'
      const { visits, get } = await rhymeSite({
        database: await tested.next(),
        experiments: {
          running: { [name]: { ...home, variants: ["a'b", '%"\\'] } },
          unit: ({ url }: { url?: string }) => `${url}\u0000\ud800'"`,
        },
      })
      await get('/')
      const table = await tableOf(visits, name)
      expect(table.map(([variant]) => variant)).toEqual(["a'b", '%"\\'])
      expect(table.reduce((all, [, units]) => all + units, 0)).toBe(1)
    })
  })
}
