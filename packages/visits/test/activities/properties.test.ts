import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Activity, activitiesOf } from '../../src/activities/activity.ts'
import type { ActivityRule } from '../../src/activities/activity-rule.ts'
import { type Derived, derive } from '../../src/activities/derive.ts'
import { pieces, type UserHit } from '../../src/activities/pieces.ts'

const minute = 60_000
const whats = ['GET /', 'GET /new', 'POST /vote', 'POST /submit', 'GET /unread.json', 'rhyme posted']
const patterns = fc.uniqueArray(fc.constantFrom(...whats, '/*', 'GET /*', '/new'), { minLength: 1, maxLength: 3 })
const minutes = fc.integer({ min: 1, max: 20 })

const rule: fc.Arbitrary<Omit<ActivityRule, 'name'>> = fc.oneof(
  fc.record({ any: patterns, ignore: fc.constant(true) }),
  fc.record({ any: patterns, minHits: fc.integer({ min: 1, max: 5 }), gap: minutes.map((gap) => `${gap}m`) }),
  fc.record({ any: patterns, minHits: fc.integer({ min: 1, max: 5 }), within: minutes.map((time) => `${time}m`) }),
  fc.record({ all: patterns, gap: minutes.map((gap) => gap * minute) }),
  fc.record({ all: patterns, within: minutes.map((time) => time * minute) }),
)
const activities = fc
  .array(rule, { maxLength: 4 })
  .map((rules) => activitiesOf(rules.map((each, index) => ({ ...each, name: `activity ${index}` }))))

interface TestHit extends UserHit {
  readonly id: number
}

/** What two users did, with pauses of 0 to 40 minutes, one user after the other. */
const history: fc.Arbitrary<TestHit[]> = fc
  .array(fc.tuple(fc.nat(1), fc.oneof(fc.nat(8), fc.nat(40)), fc.constantFrom(...whats)), { maxLength: 80 })
  .map((drawn) => {
    const hits = [1, 2].flatMap((user) => {
      let time = 0
      return drawn
        .filter(([whose]) => whose + 1 === user)
        .map(([, pause, what]): Omit<TestHit, 'id'> => {
          time += pause * minute
          return { user, time, what, kind: /^[A-Z]+ \//.test(what) ? 'request' : 'event' }
        })
    })
    return hits.map((hit, id) => ({ ...hit, id }))
  })

const ids = (hits: readonly TestHit[]) => hits.map(({ id }) => id)
const allOf = ({ spans, uncovered, ignored }: Derived<TestHit>) => [
  ...spans.flatMap(({ hits }) => hits),
  ...uncovered,
  ...ignored,
]

/** What is derived when hits come in batches that are cut anywhere. */
async function inBatches(rules: readonly Activity[], hits: readonly TestHit[], cuts: readonly number[]) {
  async function* batches() {
    const ends = [...new Set(cuts.map((cut) => cut % (hits.length + 1)))].sort((a, b) => a - b)
    for (const [index, end] of [...ends, hits.length].entries()) yield hits.slice(ends[index - 1] ?? 0, end)
  }
  const found: Derived<TestHit>[] = []
  for await (const piece of pieces(rules, batches())) found.push(derive(rules, piece))
  return {
    spans: found.flatMap(({ spans }) => spans.map(({ activity, hits }) => [activity, ids(hits)] as const)),
    uncovered: found.flatMap(({ uncovered }) => ids(uncovered)),
    ignored: found.flatMap(({ ignored }) => ids(ignored)).sort((a, b) => a - b),
  }
}

const ofUser = (hits: readonly TestHit[], user: number) => hits.filter((hit) => hit.user === user)

describe('deriving activities, whatever the rules and hits', () => {
  test('loses no hit and takes none twice', () => {
    fc.assert(
      fc.property(activities, history, (rules, hits) => {
        expect(ids(allOf(derive(rules, ofUser(hits, 1)))).sort((a, b) => a - b)).toEqual(ids(ofUser(hits, 1)))
      }),
    )
  })

  test('gives the same when it is done again, and leaves the hits as they are', () => {
    fc.assert(
      fc.property(activities, history, (rules, hits) => {
        const before = structuredClone(hits)
        expect(derive(rules, hits)).toEqual(derive(rules, hits))
        expect(hits).toEqual(before)
      }),
    )
  })

  test('finds nothing more in what it left', () => {
    fc.assert(
      fc.property(activities, history, (rules, hits) => {
        const { uncovered } = derive(rules, ofUser(hits, 1))
        expect(derive(rules, uncovered).spans).toEqual([])
      }),
    )
  })

  test('finds spans of one activity that do not overlap', () => {
    fc.assert(
      fc.property(activities, history, (rules, hits) => {
        const { spans } = derive(rules, ofUser(hits, 1))
        for (const { name } of rules) {
          const own = spans.filter(({ activity }) => activity === name)
          for (const [index, { hits }] of own.entries()) {
            const before = own[index - 1]?.hits.at(-1)?.id ?? -1
            expect(hits[0]?.id).toBeGreaterThan(before)
          }
        }
      }),
    )
  })

  test('finds only spans that keep their rule', () => {
    fc.assert(
      fc.property(activities, history, (rules, hits) => {
        for (const { activity, hits: own } of derive(rules, ofUser(hits, 1)).spans) {
          const rule = rules.find(({ name }) => name === activity) as Activity
          expect(own.length).toBeGreaterThanOrEqual(rule.minHits)
          expect(own.every(rule.matches)).toBe(true)
          expect(rule.needs.every((needed) => own.some(needed))).toBe(true)
          const pauses = own.slice(1).map(({ time }, index) => time - (own[index]?.time ?? 0))
          expect(Math.max(0, ...pauses)).toBeLessThanOrEqual(rule.gap)
        }
      }),
    )
  })

  test('is blind to where batches are cut, and keeps users apart', async () => {
    await fc.assert(
      fc.asyncProperty(activities, history, fc.array(fc.nat(1_000), { maxLength: 8 }), async (rules, hits, cuts) => {
        const whole = [1, 2].map((user) => derive(rules, ofUser(hits, user)))
        expect(await inBatches(rules, hits, cuts)).toEqual({
          spans: whole.flatMap(({ spans }) => spans.map(({ activity, hits }) => [activity, ids(hits)])),
          uncovered: whole.flatMap(({ uncovered }) => ids(uncovered)),
          ignored: whole.flatMap(({ ignored }) => ids(ignored)).sort((a, b) => a - b),
        })
      }),
      { numRuns: 1_000 },
    )
  })
})
