import { describe, expect, test } from 'vitest'
import { activitiesOf } from '../../src/activities/activity.ts'
import type { ActivityRule } from '../../src/activities/activity-rule.ts'
import { derive } from '../../src/activities/derive.ts'
import { hits, inWords } from './hits.ts'

const updating: ActivityRule = { name: 'updating', all: ['GET /new', 'POST /vote'], minHits: 3, gap: '10m' }
const submitting: ActivityRule = { name: 'bulk submitting', any: ['POST /submit'], minHits: 5, within: '30m' }

/** What becomes of hits, written `minute what, …`. */
const derived = (rules: readonly ActivityRule[], written: string) => inWords(derive(activitiesOf(rules), hits(written)))

describe('what a user did, by rules', () => {
  test.each<[string, ActivityRule[], string, string[]]>([
    [
      'new submissions and votes, three hits',
      [updating],
      '0 GET /new, 2 POST /vote, 5 GET /new',
      ['updating: 0 GET /new, 2 POST /vote, 5 GET /new'],
    ],
    ['nothing where one of all is missing', [updating], '0 GET /new, 2 GET /new, 5 GET /new', []],
    ['nothing where there are too few', [updating], '0 GET /new, 2 POST /vote', []],
    [
      'twice, with too long a pause between',
      [updating],
      '0 GET /new, 2 POST /vote, 5 GET /new, 16 GET /new, 17 POST /vote, 18 POST /vote',
      ['updating: 0 GET /new, 2 POST /vote, 5 GET /new', 'updating: 16 GET /new, 17 POST /vote, 18 POST /vote'],
    ],
    [
      'whatever else is done meanwhile',
      [updating],
      '0 GET /new, 1 GET /, 2 POST /vote, 3 GET /people, 5 GET /new',
      ['updating: 0 GET /new, 2 POST /vote, 5 GET /new'],
    ],
    [
      'five submissions in half an hour, and those that go on',
      [submitting],
      '0 POST /submit, 29 POST /submit, 40 POST /submit, 45 POST /submit, 50 POST /submit, 55 POST /submit, 62 POST /submit',
      [
        'bulk submitting: 29 POST /submit, 40 POST /submit, 45 POST /submit, 50 POST /submit, 55 POST /submit, 62 POST /submit',
      ],
    ],
    [
      'no bulk where five take longer',
      [submitting],
      '0 POST /submit, 10 POST /submit, 20 POST /submit, 30 POST /submit, 40 POST /submit',
      [],
    ],
    [
      'each of all within the time, not only in the end',
      [{ name: 'answering', all: ['GET /q', 'POST /a'], within: '5m' }],
      '0 GET /q, 4 GET /q, 8 POST /a, 20 GET /q',
      ['answering: 4 GET /q, 8 POST /a'],
    ],
    [
      'events by their names',
      [{ name: 'writing', any: ['rhyme posted'] }],
      '0 rhyme posted, 1 GET /, 40 rhyme posted',
      ['writing: 0 rhyme posted', 'writing: 40 rhyme posted'],
    ],
    [
      'a route by any method, and all that begin alike',
      [{ name: 'administering', any: ['/admin/*'], gap: 3_600_000 }],
      '0 GET /admin/users, 1 POST /admin/users, 2 GET /administer, 59 GET /admin/',
      ['administering: 0 GET /admin/users, 1 POST /admin/users, 59 GET /admin/'],
    ],
    [
      'with half an hour between them unless it says',
      [{ name: 'voting', any: ['POST /vote'] }],
      '0 POST /vote, 30 POST /vote, 61 POST /vote',
      ['voting: 0 POST /vote, 30 POST /vote', 'voting: 61 POST /vote'],
    ],
  ])('%s', (_, rules, written, spans) => {
    expect(derived(rules, written).spans).toEqual(spans)
  })

  test('of rules that want the same hits the first has them', () => {
    const written = '0 GET /new, 1 POST /vote, 2 POST /vote'
    const voting: ActivityRule = { name: 'voting', any: ['POST /vote'] }
    expect(derived([updating, voting], written).spans).toEqual(['updating: 0 GET /new, 1 POST /vote, 2 POST /vote'])
    expect(derived([voting, updating], written).spans).toEqual(['voting: 1 POST /vote, 2 POST /vote'])
  })

  test('a rule without enough of it leaves its hits to the next', () => {
    const voting: ActivityRule = { name: 'voting', any: ['POST /vote'] }
    expect(derived([updating, voting], '0 GET /new, 1 POST /vote')).toEqual({
      spans: ['voting: 1 POST /vote'],
      uncovered: ['0 GET /new'],
      ignored: [],
    })
  })

  test('what no activity covers stays to be seen', () => {
    expect(derived([updating], '0 POST /people/:person/follow, 1 GET /').uncovered).toEqual([
      '0 POST /people/:person/follow',
      '1 GET /',
    ])
  })

  test('background polling counts for nothing, and holds no activity together', () => {
    const polling: ActivityRule = { name: 'polling', any: ['GET /unread.json'], ignore: true }
    const browsing: ActivityRule = { name: 'browsing', any: ['*', '/*'], gap: '5m' }
    const written = '0 GET /, 4 GET /unread.json, 8 GET /unread.json, 12 GET /'
    expect(derived([polling, browsing], written)).toEqual({
      spans: ['browsing: 0 GET /', 'browsing: 12 GET /'],
      uncovered: [],
      ignored: ['4 GET /unread.json', '8 GET /unread.json'],
    })
  })

  test('a request does not pass for an event of its name', () => {
    const rule: ActivityRule = { name: 'all events', any: ['*'] }
    expect(derived([rule], '0 GET /, 1 rhyme posted').spans).toEqual(['all events: 1 rhyme posted'])
  })

  test('a clock that goes backwards costs nothing', () => {
    expect(derived([updating], '5 GET /new, 3 POST /vote, 4 GET /new').spans).toEqual([
      'updating: 5 GET /new, 3 POST /vote, 4 GET /new',
    ])
  })
})
