import { describe, expect, test } from 'vitest'
import { personReader } from '../../src/classifying/person.ts'
import type { SampleOption, WatchOption } from '../../src/index.ts'
import { following } from '../../src/journal/following.ts'
import { sampler } from '../../src/journal/sample.ts'
import { watcher } from '../../src/journal/watch.ts'
import { Problems } from '../../src/problems.ts'

/** Who is followed, by the site's own records. */
function choosing(watch: WatchOption | undefined, sample?: SampleOption) {
  const errors: string[] = []
  const problems = new Problems((error) => errors.push(error.message))
  const read = personReader(undefined, problems.report)
  const watches = watch && watcher(watch, async () => [], problems.report)
  const chosen = following(watches, sample, problems)
  const choose = (user: unknown) => {
    const person = read(user)
    return person && chosen(person, user)
  }
  return { choose, problems, errors }
}

const users = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: index, username: `user ${index}`, karma: index }))

describe('whom the journal follows', () => {
  test('a list holds ids, as text or number, and user names', () => {
    const long = 'x'.repeat(500)
    const { choose } = choosing(['17', 18, 'ann', long])
    expect([17, 18, '18', { id: 3, username: 'ann' }, { id: 'ann' }, long].map(choose)).toEqual(
      Array(6).fill('watched'),
    )
    expect([19, { id: 3, username: 'anna' }, `${long}x`, '', undefined, null].map(choose)).toEqual(
      Array(6).fill(undefined),
    )
  })

  test('a rule gets the site’s own record, each time', () => {
    const { choose } = choosing((user) => user.karma > 500)
    const user = { id: 1, karma: 500 }
    expect(choose(user)).toBeUndefined()
    user.karma++
    expect(choose(user)).toBe('watched')
  })

  test('a rule that fails, or does not answer at once, follows nobody, and is told', () => {
    const failing = choosing((user) => user.profile.karma > 500)
    expect(failing.choose({ id: 1 })).toBeUndefined()
    expect(failing.errors).toEqual([expect.stringContaining('karma')])
    const late = choosing((async () => {
      throw new Error('later')
    }) as never)
    expect(late.choose({ id: 1 })).toBeUndefined()
    expect(late.errors).toEqual(['watch must answer at once, like (user) => user.karma > 500 (got a promise)'])
  })

  test('a rule that matches nobody, or everybody, is said once, until it is over', () => {
    const nobody = choosing((user) => user.karma > 500)
    const everybody = choosing((user) => user.karma >= 0)
    for (const user of users(199)) for (const { choose } of [nobody, everybody]) choose(user)
    for (let again = 0; again < 1_000; again++) nobody.choose({ id: 1, karma: 1 })
    expect([nobody, everybody].map(({ problems }) => problems.list)).toEqual([[], []])
    for (const { choose } of [nobody, everybody]) for (const user of users(300)) choose(user)
    expect(nobody.problems.list).toEqual([
      "watch matches none of the 200 users seen so far: nobody is followed. A list holds ids or user names, like ['jeff']; a rule gets the site's own record, like (user) => user.karma > 500",
    ])
    expect(everybody.problems.list).toEqual([
      'watch matches all of the 200 users seen so far: everybody is followed, and nobody is left to compare with. Follow fewer, like { top: 10, by: "minutes" }',
    ])
    expect([nobody.errors.length, everybody.errors.length]).toEqual([1, 1])
    nobody.choose({ id: 900, karma: 900 })
    everybody.choose({ id: 900, karma: -1 })
    expect([nobody, everybody].map(({ problems }) => problems.list)).toEqual([[], []])
  })

  test('who is watched is not of the sample', () => {
    const { choose } = choosing(['1', '2'], { share: 1, seed: 'all' })
    expect([1, 2, 3].map(choose)).toEqual(['watched', 'watched', 'sample'])
  })
})

describe('a sample of users', () => {
  const ids = Array.from({ length: 20_000 }, (_, index) => `user-${index}`)
  const sampled = (option: SampleOption) => ids.filter(sampler(option))

  test('is the same on every machine, for good', () => {
    expect(sampled({ share: 0.0005, seed: 'board' })).toEqual([
      'user-421',
      'user-788',
      'user-3617',
      'user-4990',
      'user-6675',
      'user-6711',
      'user-8300',
      'user-10081',
      'user-10970',
      'user-12994',
      'user-13372',
      'user-16172',
      'user-17042',
    ])
  })

  test('has the share that was asked for, and a greater one has the smaller one in it', () => {
    const half = sampled({ share: 0.5, seed: 'board' })
    expect(half.length / ids.length).toBeCloseTo(0.5, 2)
    const more = new Set(sampled({ share: 0.6, seed: 'board' }))
    expect(half.every((id) => more.has(id))).toBe(true)
  })

  test('is another one with another seed', () => {
    const board = new Set(sampled({ share: 0.1, seed: 'board' }))
    const both = sampled({ share: 0.1, seed: 'shop' }).filter((id) => board.has(id))
    expect(both.length / board.size).toBeCloseTo(0.1, 1)
  })

  test('of everybody has everybody', () => {
    expect(sampled({ share: 1, seed: 'board' })).toHaveLength(ids.length)
  })
})
