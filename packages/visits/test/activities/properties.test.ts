import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Activity, activitiesOf } from '../../src/activities/activity.ts'
import type { ActivityRule } from '../../src/activities/activity-rule.ts'
import { type Derived, derive } from '../../src/activities/derive.ts'
import type { ActivityHit } from '../../src/activities/pattern.ts'

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

interface TestHit extends ActivityHit {
  readonly id: number
}

/** What a user did, with pauses of 0 to 40 minutes. */
const history: fc.Arbitrary<TestHit[]> = fc
  .array(fc.tuple(fc.oneof(fc.nat(8), fc.nat(40)), fc.constantFrom(...whats)), { maxLength: 60 })
  .map((drawn) => {
    let time = 0
    return drawn.map(([pause, what], id) => {
      time += pause * minute
      return { id, time, what, kind: /^[A-Z]+ \//.test(what) ? 'request' : 'event' }
    })
  })

const ids = (hits: readonly TestHit[]) => hits.map(({ id }) => id)
const allOf = ({ spans, uncovered, ignored }: Derived<TestHit>) => [
  ...spans.flatMap(({ hits }) => hits),
  ...uncovered,
  ...ignored,
]

/** Batches that are cut wherever there was a longer pause than any activity may have. */
function batches(rules: readonly Activity[], hits: readonly TestHit[]): TestHit[][] {
  const longest = Math.max(0, ...rules.map(({ gap }) => gap))
  const cut: TestHit[][] = []
  for (const [index, hit] of hits.entries()) {
    if (index === 0 || hit.time - (hits[index - 1]?.time ?? 0) > longest) cut.push([])
    cut.at(-1)?.push(hit)
  }
  return cut
}

const sorted = (hits: readonly TestHit[]) => ids(hits).sort((a, b) => a - b)

describe('deriving activities, whatever the rules and hits', () => {
  test('loses no hit and takes none twice', () => {
    fc.assert(
      fc.property(activities, history, (rules, hits) => {
        expect(sorted(allOf(derive(rules, hits)))).toEqual(ids(hits))
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
        const { uncovered } = derive(rules, hits)
        expect(derive(rules, uncovered).spans).toEqual([])
      }),
    )
  })

  test('finds spans of one activity that do not overlap', () => {
    fc.assert(
      fc.property(activities, history, (rules, hits) => {
        const { spans } = derive(rules, hits)
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
        for (const { activity, hits: own } of derive(rules, hits).spans) {
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

  test('is blind to where batches are cut, as long as no activity goes on over the cut', () => {
    fc.assert(
      fc.property(activities, history, (rules, hits) => {
        const whole = derive(rules, hits)
        const parts = batches(rules, hits).map((batch) => derive(rules, batch))
        expect(parts.flatMap(({ spans }) => spans)).toEqual(whole.spans)
        expect(parts.flatMap(({ uncovered }) => uncovered)).toEqual(whole.uncovered)
        expect(sorted(parts.flatMap(({ ignored }) => ignored))).toEqual(sorted(whole.ignored))
      }),
      { numRuns: 1_000 },
    )
  })
})
