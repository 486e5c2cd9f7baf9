import { describe, expect, test } from 'vitest'
import { addresses } from './addresses.ts'
import { google, googleSite } from './google.ts'
import { names } from './names.ts'
import { everywhere, places } from './places.ts'
import { canBeRead } from './readings.ts'

// Every other value in island mode, with a secret.
const sites = [
  googleSite(),
  googleSite({ ANALYTICAL_SCRIPTS: 'island', ANALYTICAL_IDENTITY_SECRET: 'correct horse battery staple' }),
] as const
const siteFor = (index: number) => sites[index % 2] as (typeof sites)[0]

test('Google’s services are these', () => {
  expect(google.map(({ name, terms }) => [name, terms])).toEqual([
    ['google_ads', 'no personal data'],
    ['google_analytics', 'no personal data'],
    ['google_tag_manager', 'no personal data'],
  ])
})

test('the corpus is as large as it says, and each of it is another', () => {
  expect(new Set(addresses.map(({ text }) => text)).size).toBe(1000)
  expect(new Set(names.map(({ text, recorded }) => `${text}\n${recorded}`)).size).toBeGreaterThan(490)
})

describe('what Google’s services get', () => {
  test.each(places.filter(({ isUntold }) => isUntold !== true))('of $name is a plain word', ({ told }) => {
    const { said, errors } = googleSite()
    expect(canBeRead('plainword17', said(told('plainword17')))).toBe(true)
    expect(errors).toEqual([])
  })

  test.each([...places, everywhere])('of $name is no e-mail address', ({ told }) => {
    const leaks = addresses.filter(({ text, words }, index) => canBeRead(words, siteFor(index).said(told(text))))
    expect(leaks.slice(0, 5)).toEqual([])
    expect(sites.flatMap(({ errors }) => errors)).toEqual([])
  })

  test.each([...places, everywhere])('of $name is not the record’s full name', ({ told }) => {
    const leaks = names.filter(({ text, words, recorded }, index) => {
      const { user, ...page } = told(text)
      return canBeRead(words, siteFor(index).said({ ...page, user: { ...user, name: recorded } }))
    })
    expect(leaks.slice(0, 5)).toEqual([])
    expect(sites.flatMap(({ errors }) => errors)).toEqual([])
  })
})
