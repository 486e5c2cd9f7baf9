import { describe, expect, test } from 'vitest'
import { hostileKinds } from './hostile-kinds.ts'
import { living, siteOf, variablesOf } from './whole-site.ts'

const site = siteOf(living)
const context = variablesOf(...living)
const user = { username: 'jeff', id: 'u17', email: 'jeff@example.com', name: 'Jeffrey Bean', createdAt: 1_700_000_000 }
const whole = site.tags(context, { user })

function thrower(): never {
  throw new Error('hostile')
}

const lostOf = (html: Readonly<Record<string, string>>) =>
  Object.keys(html).filter((tag) => html[tag] === '' && whole.html[tag] !== '')

function expectWhole(record: unknown): void {
  const { html, faults } = site.tags(context, { user: record })
  expect(lostOf(html)).toEqual([])
  expect(faults.map(({ error }) => String(error)).slice(1)).toEqual([])
}

test('the harmless page has every service, and nothing is reported', () => {
  expect(whole.faults).toEqual([])
  expect(lostOf(whole.html)).toEqual([])
})

describe('no user record costs a tag, and what is wrong with it is heard of once', () => {
  test.each(hostileKinds)('the record: $kind', ({ value }) => expectWhole(value))

  describe.each([...Object.keys(user), 'isAuthenticated'])('its %s', (field) => {
    test.each(hostileKinds)('$kind', ({ value }) => expectWhole({ ...user, [field]: value }))

    test('a getter that throws', () => {
      expectWhole(Object.defineProperty({ ...user }, field, { enumerable: true, get: thrower }))
    })
  })
})
