import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { contactHash } from '../src/contact-hash.ts'
import { filled } from '../src/fields.ts'
import { personName } from '../src/person-name.ts'
import { traitsOf } from '../src/traits.ts'
import { unixSeconds } from '../src/unix-seconds.ts'

describe('what a provider’s data is made with', () => {
  test('filled: the fields that have a value, or nothing', () => {
    expect(filled({ a: undefined, b: 0, c: null })).toEqual({ b: 0, c: null })
    expect(filled({ a: undefined })).toBeUndefined()
    expect(JSON.stringify(filled(JSON.parse('{"__proto__":{"x":1}}')))).toBe('{"__proto__":{"x":1}}')
  })

  test('traitsOf: a session without the user name', () => {
    expect(traitsOf({ username: 'jeff', plan: 'gold' })).toEqual({ plan: 'gold' })
    expect(traitsOf(undefined)).toEqual({})
  })

  test.each<[string | undefined, ReturnType<typeof personName>]>([
    ['Jeffrey Bean', { first: 'Jeffrey', last: 'Bean' }],
    ['  Ann  Mary Lee ', { first: 'Ann', last: 'Mary Lee' }],
    ['Björk', { first: 'Björk', last: undefined }],
    [' ', { first: undefined, last: undefined }],
    [undefined, { first: undefined, last: undefined }],
  ])('personName: %j', (name, parts) => {
    expect(personName(name)).toEqual(parts)
  })

  test('contactHash: SHA-256 of the text trimmed and in lower case', () => {
    const expected = createHash('sha256').update('jeff@example.com').digest('hex')
    expect(contactHash(' Jeff@Example.com ')).toBe(expected)
    expect(contactHash(undefined)).toBeUndefined()
  })

  test.each<[unknown, number | undefined]>([
    [new Date(1_700_000_000_999), 1_700_000_000],
    ['2023-11-14T22:13:20Z', 1_700_000_000],
    [1_700_000_000_000, 1_700_000_000],
    ['yesterday', undefined],
    [{}, undefined],
    [null, undefined],
  ])('unixSeconds: %j', (moment, seconds) => {
    expect(unixSeconds(moment)).toBe(seconds)
  })
})
