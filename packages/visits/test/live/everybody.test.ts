import { describe, expect, test } from 'vitest'
import { Everybody } from '../../src/live/everybody.ts'

const seen = (id: string, time: number) => {
  return { id, name: id, address: undefined, where: '/', since: time, last: time, hits: 1, recent: [] }
}

test('of two who came within one millisecond, the one who came last is first', () => {
  const everybody = new Everybody([])
  everybody.take('one', [seen('ann', 1), seen('ben', 1)])
  expect(everybody.at(1).map(({ id }) => id)).toEqual(['ben', 'ann'])
  everybody.take('two', [seen('ann', 1)])
  expect(everybody.at(1).map(({ id }) => id)).toEqual(['ann', 'ben'])
})

describe('of more people than are held', () => {
  test('who came last is shown, though nobody has looked for long', () => {
    const everybody = new Everybody([])
    const now = Date.now()
    for (let index = 0; index < 5_000; index++) everybody.take('one', [seen(`gone ${index}`, now - 600_000)])
    everybody.take('one', [seen('ann', now)])
    expect(everybody.at(now).map(({ id }) => id)).toEqual(['ann'])
  })

  test('the longest away go first', () => {
    const everybody = new Everybody([])
    for (let index = 0; index <= 5_000; index++) everybody.take('one', [seen(`user ${index}`, index)])
    const ids = everybody.at(5_000).map(({ id }) => id)
    expect(ids).toHaveLength(5_000)
    expect(ids).not.toContain('user 0')
  })
})
