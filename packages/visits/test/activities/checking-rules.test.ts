import { describe, expect, test } from 'vitest'
import { problemsOfRules } from '../../src/activities/check-rules.ts'
import { versionOf } from '../../src/activities/version.ts'

const pattern =
  'must be a method and route, a route or the name of an event, like "GET /rhymes/new", "/rhymes/new" or "rhyme posted"'
const duration = 'must be milliseconds or a text, like "10m", "90s", "2h" or "1d"'

describe('the rules of activities', () => {
  test('are right', () => {
    const rules = [
      { name: 'updating', all: ['GET /new', 'POST /vote'], minHits: 3, gap: '10m' },
      { name: 'bulk submitting', any: ['POST /submit'], minHits: 5, within: '30m', gap: undefined },
      { name: 'polling', any: ['GET /unread.json'], ignore: true },
      { name: 'writing', any: ['rhyme posted', '/rhymes/*'] },
    ]
    expect(problemsOfRules(rules)).toEqual([])
    expect(problemsOfRules([])).toEqual([])
  })

  test.each<[unknown, string]>([
    ['updating', 'activities must be a list of at most 100 rules, like [{ name: "updating"'],
    [
      [7],
      'activities[0] must be a rule, like { name: "updating", all: ["GET /new", "POST /vote"], minHits: 3, gap: "10m" } (got 7)',
    ],
    [[{ any: ['GET /'] }], 'activities[0] must have a name'],
    [[{ name: 'x' }], 'activities[0] must have any or all'],
    [
      [{ name: ' ', any: ['GET /'] }],
      'activities[0].name must be a name of at most 60 characters, like "updating" (got " ")',
    ],
    [
      [{ name: 'x', any: 'GET /' }],
      'activities[0].any must be a list of patterns, like ["POST /submit"] (got "GET /")',
    ],
    [[{ name: 'x', any: [] }], 'activities[0].any must be a list of patterns, like ["POST /submit"] (got a list of 0)'],
    [[{ name: 'x', any: ['GET /', 'get /new'] }], `activities[0].any[1] ${pattern} (got "get /new")`],
    [[{ name: 'x', any: ['POST new/'] }], `activities[0].any[0] ${pattern} (got "POST new/")`],
    [[{ name: 'x', all: [/new/] }], `activities[0].all[0] ${pattern} (got an object of class RegExp)`],
    [
      [{ name: 'x', any: ['GET /'], minHits: 0 }],
      'activities[0].minHits must be a whole number from 1 to 10000, like 3 (got 0)',
    ],
    [[{ name: 'x', any: ['GET /'], gap: '10 minutes' }], `activities[0].gap ${duration} (got "10 minutes")`],
    [[{ name: 'x', any: ['GET /'], within: Number.NaN }], `activities[0].within ${duration} (got NaN)`],
    [[{ name: 'x', any: ['GET /'], gap: '2h', within: '1h' }], 'activities[0].gap must be no longer than within'],
    [[{ name: 'x', any: ['GET /'], ignore: 'yes' }], 'activities[0].ignore must be true or false (got "yes")'],
    [
      [{ name: 'x', any: ['GET /'], ignore: true, minHits: 3, gap: '1m' }],
      'activities[0] ignores each of its hits: it takes name and any, and no minHits, gap',
    ],
    [
      [{ name: 'x', any: ['GET /'], need: ['GET /'] }],
      'activities[0].need is no part of a rule: there are name, any, all, minHits, gap, within, ignore',
    ],
    [
      [
        { name: 'x', any: ['GET /'] },
        { name: 'x', any: ['POST /'] },
      ],
      'activities[1].name must be its own: activities[0] is "x" already',
    ],
  ])('that are wrong are told: %j', (rules, problem) => {
    expect(problemsOfRules(rules)).toEqual([expect.stringContaining(problem)])
  })

  test('tell all that is wrong at once', () => {
    expect(problemsOfRules([{ name: '', any: [''], minHits: -1 }, { name: 'x' }, null])).toHaveLength(5)
  })

  test('are of another version once anything of them changes', () => {
    const rules = [{ name: 'voting', any: ['POST /vote'], gap: '10m' }]
    const others = [
      [],
      [{ name: 'voting', any: ['POST /vote'], gap: '11m' }],
      [{ name: 'voting', all: ['POST /vote'], gap: '10m' }],
      [{ name: 'voting', any: ['POST /vote'], gap: '10m', ignore: true }],
      [...rules, { name: 'x', any: ['GET /'] }],
    ]
    expect(new Set([rules, ...others].map(versionOf)).size).toBe(6)
    expect(versionOf([{ gap: '10m', any: ['POST /vote'], name: 'voting' }])).toBe(versionOf(rules))
  })
})
