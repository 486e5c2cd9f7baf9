import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { cents } from '../src/cents.ts'
import { contactHash, hashedContact } from '../src/contact-hash.ts'
import { dataAttributes } from '../src/data-attributes.ts'
import { entryFor } from '../src/entry-for.ts'
import { filled } from '../src/fields.ts'
import { personName } from '../src/person-name.ts'
import { plainText } from '../src/plain-text.ts'
import { plainValues } from '../src/plain-values.ts'
import { standardEvent } from '../src/standard-event.ts'
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

  test('hashedContact: nothing without a grant, the id with it', () => {
    expect(hashedContact({ identity: 'jeff', user: {} })).toEqual({})
    expect(hashedContact({ identity: 'jeff', user: { name: 'Jeffrey Bean' } })).toEqual({
      id: contactHash('jeff'),
      email: undefined,
      first: contactHash('jeffrey'),
      last: contactHash('bean'),
    })
  })

  test.each<[unknown, number | undefined]>([
    [9.95, 995],
    ['9.95', 995],
    [0.29, 29],
    ['', undefined],
    ['free', undefined],
    [null, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [Symbol('x'), undefined],
  ])('cents: %s', (amount, hundredths) => {
    expect(cents(amount)).toBe(hundredths)
  })

  test('dataAttributes: text of what is set', () => {
    expect(dataAttributes({ site: 'A', auto: false, domains: ['a', 'b'], tag: undefined })).toEqual({
      'data-site': 'A',
      'data-auto': 'false',
      'data-domains': 'a,b',
    })
  })

  test('plainValues and plainText: no nested values, or text alone', () => {
    const when = new Date(0)
    expect(plainValues({ a: 1, b: [1], c: { d: 1 }, when, e: null })).toEqual({ a: 1, when, e: null })
    expect(plainValues({ b: [] })).toBeUndefined()
    expect([1, true, when, 'x', {}, null].map(plainText)).toEqual([
      '1',
      'true',
      when.toJSON(),
      'x',
      undefined,
      undefined,
    ])
  })

  test('entryFor: by the first key that the table has of its own', () => {
    const table = { signup: 17, 5: 'label' }
    expect(entryFor(table, ['bought', 5])).toBe('label')
    expect(entryFor(table, [undefined, 'signup', 5])).toBe('17')
    expect(entryFor(table, ['toString'])).toBeUndefined()
  })

  test.each([
    ['sign up', ['SignUp', 'Lead'], 'SignUp'],
    ['sign_up', ['SIGN_UP'], 'SIGN_UP'],
    ['posted', ['SIGN_UP'], undefined],
  ])('standardEvent: %s among %j', (name, standard, event) => {
    expect(standardEvent(name, standard)).toBe(event)
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
