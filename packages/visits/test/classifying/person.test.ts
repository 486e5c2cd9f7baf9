import { describe, expect, test } from 'vitest'
import { personReader } from '../../src/classifying/person.ts'

function reading(identify?: (user: never) => unknown) {
  const errors: string[] = []
  const person = personReader(identify as never, (error) => errors.push((error as Error).message))
  return { person, errors }
}

class Key {
  toString() {
    return '65f1'
  }
}

describe('a signed-in user', () => {
  test.each<[string, unknown, { id: string; name: string } | undefined]>([
    ['a record', { id: 17, username: 'jeff' }, { id: '17', name: 'jeff' }],
    ['a record without a name', { id: 17 }, { id: '17', name: '17' }],
    ['a record without an id', { username: 'jeff' }, { id: 'jeff', name: 'jeff' }],
    ["a database's own key", { id: new Key(), username: 'jeff' }, { id: '65f1', name: 'jeff' }],
    ['a big number', { id: 2n ** 64n }, { id: '18446744073709551616', name: '18446744073709551616' }],
    ['a name alone', 'jeff', { id: 'jeff', name: 'jeff' }],
    ['zero', 0, { id: '0', name: '0' }],
    ['control characters', { id: 1, username: 'je\u0000ff' }, { id: '1', name: 'je\ufffdff' }],
    ['a record that says no', { id: 17, isAuthenticated: false }, undefined],
    ['a record whose method says no', { id: 17, isAuthenticated: () => false }, undefined],
    ['nobody', undefined, undefined],
    ['nobody, by a database', null, undefined],
    ['an empty name', '', undefined],
  ])('%s', (_, user, expected) => {
    const { person, errors } = reading()
    expect(person(user)).toEqual(expected)
    expect(errors).toEqual([])
  })

  test('is who the site says', () => {
    const { person } = reading(({ pk, nick }: { pk: number; nick: string }) => ({ id: pk, username: nick }))
    expect(person({ pk: 5, nick: 'ann', id: 1 })).toEqual({ id: '5', name: 'ann' })
  })

  test('is nobody where the site says so', () => {
    const { person, errors } = reading(() => null)
    expect(person({ id: 1 })).toBeUndefined()
    expect(errors).toEqual([])
  })

  test('stays apart from another whose id begins alike, however long', () => {
    const { person } = reading()
    const [one, other] = ['a', 'b'].map((end) => person({ id: `${'x'.repeat(100_000)}${end}` })?.id ?? '')
    expect(one).not.toBe(other)
    expect(Buffer.byteLength(one ?? '')).toBeLessThanOrEqual(128)
    const [half, control] = ['a\ud800', 'a\u0000'].map((id) => person({ id })?.id)
    expect(half).not.toBe(control)
  })

  test.each<[string, unknown, RegExp]>([
    ['neither id nor name', { email: 'jeff@example.com' }, /^a user must have an id or a username, like/],
    [
      'a getter that throws',
      {
        get id() {
          throw new Error('no session')
        },
      },
      /^no session$/,
    ],
  ])('is nobody, and that is reported, with %s', (_, user, message) => {
    const { person, errors } = reading()
    expect(person(user)).toBeUndefined()
    expect(errors).toEqual([expect.stringMatching(message)])
  })
})
