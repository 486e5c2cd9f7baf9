import { describe, expect, test } from 'vitest'
import { describe as described } from '../../src/settings/setting.ts'
import { living, positions, sharedWords, siteOf, variablesOf } from './whole-site.ts'

const site = siteOf(living)
// As a module of a site keeps them, for all its pages.
const kept = { ...variablesOf(...living), ...sharedWords() }
delete kept.analytical_identity

const pageOf = (username?: string) => {
  const { html, faults } = site.page(
    kept,
    username === undefined ? {} : { user: { username, id: `id of ${username}` } },
  )
  expect(faults).toEqual([])
  return positions.map((position) => html[`analytical_${position}`]).join('')
}

describe('objects that all pages share', () => {
  test('carry nobody from one page to the next', () => {
    const before = structuredClone(kept)
    const anonymous = pageOf()
    const alice = pageOf('alice')
    expect(alice).toContain('alice')
    expect(pageOf()).toBe(anonymous)
    const carol = pageOf('carol')
    expect(carol).toContain('carol')
    expect(carol).not.toContain('alice')
    expect(pageOf('alice')).toBe(alice)
    expect(kept).toEqual(before)
  })
})

describe('of a page’s variables a service publishes', () => {
  const published = (variables: object, enabled = site) => {
    const { html } = enabled.page(variables)
    return Object.keys(variables).filter((name) => Object.values(html).join('').includes(`mark of ${name}`))
  }
  const marked = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, `mark of ${name}`]))

  test('none that is named as one of its secrets', () => {
    const settings = living.flatMap(({ settings }) =>
      Object.keys(settings).filter((name) => described(settings[name])?.secret === true),
    )
    expect(published(marked(settings.map((name) => name.toLowerCase())))).toEqual([])
  })

  test('none that it does not declare, unless it says what others mean', () => {
    const names = living.filter(({ rest }) => rest === undefined).map(({ name }) => `${name}_undeclared`)
    expect(names.length).toBeGreaterThan(40)
    expect(published(marked(names))).toEqual([])
  })
})
