import { describe, expect, test } from 'vitest'
import { hostileKinds } from './hostile-kinds.ts'
import { living, sharedWords, siteOf, variablesOf, words } from './whole-site.ts'

const site = siteOf(living)
const harmless = { ...variablesOf(...living), ...sharedWords() }
const whole = site.tags(harmless)

const lostOf = (html: Readonly<Record<string, string>>) =>
  Object.keys(html).filter((tag) => html[tag] === '' && whole.html[tag] !== '')

const within: Readonly<Record<string, (value: unknown) => unknown>> = {
  identity: (value) => ({ id: 'u17', username: value, email: value }),
  session: (value) => ({ plan: 'gold', deep: { plan: value } }),
  goal: (value) => ({ id: 5, name: value, revenue: value, plan: value }),
  split: (value) => ({ name: 'hero', version: 'loud', goal: value }),
  page: (value) => ({ href: '/', title: value, plan: value }),
  events: (value) => [['rhyme posted', { plan: value }]],
}

const deepOf = (word: string, value: unknown) => (within[word] as (value: unknown) => unknown)(value)

test('the harmless page has every service, and nothing is reported', () => {
  expect(whole.faults).toEqual([])
  expect(lostOf(whole.html)).toEqual([])
  expect(Object.keys(whole.html).length).toBeGreaterThanOrEqual(living.length)
})

describe.each(Object.keys(words))('analytical_%s', (word) => {
  const name = `analytical_${word}`
  const without = site.tags({ ...harmless, [name]: null })

  test.each(hostileKinds)('$kind costs no tag, is heard of once, and not left out in silence', ({ value }) => {
    const { html, faults } = site.tags({ ...harmless, [name]: value })
    expect(lostOf(html)).toEqual([])
    expect(faults.length).toBeLessThanOrEqual(1)
    if (JSON.stringify(html) === JSON.stringify(without.html)) expect(faults).toHaveLength(1)
  })

  test.each(hostileKinds)('$kind within it costs no tag, and is heard of once at most', ({ value }) => {
    const { html, faults } = site.tags({ ...harmless, [name]: deepOf(word, value) })
    expect(lostOf(html)).toEqual([])
    expect(faults.length).toBeLessThanOrEqual(1)
  })

  test('a getter that throws costs no tag, and is heard of once', () => {
    const context = Object.defineProperty({ ...harmless }, name, {
      enumerable: true,
      get() {
        throw new Error('hostile')
      },
    })
    const { html, faults } = site.tags(context)
    expect(html).toEqual(without.html)
    expect(faults).toHaveLength(1)
  })
})
