import { describe, expect, test } from 'vitest'
import type { AnyProvider, Shape } from '../src/provider.ts'
import { formsOf, variable } from '../src/variable.ts'
import { living, siteOf } from './faults/whole-site.ts'
import { probe, site } from './probe.ts'

const own = {
  visitor: variable.object('Visitor data.', { plan: 'pro' }),
  items: variable.list('What was bought.', [{ id: 'r1' }]),
  company: variable.textOrObject('The company.', { name: 'Rhymes Ltd' }),
  alias: variable.objectOrList('Other names.', { jeff: 'jeffrey' }),
  colour: variable.text('A colour.', 'red'),
}

const providers = [
  probe('probe', {
    variables: own,
    aliases: { variables: { probe_person: 'visitor' } },
    rest: 'Anything else.',
  } as Partial<AnyProvider>),
  probe('plain', { variables: own } as Partial<AnyProvider>),
]

describe('a variable that a page sets to what it cannot be is left out, and reported once', () => {
  test.each<[name: string, value: unknown, what: string, got: string]>([
    ['visitor', 'gold', "an object like { plan: 'pro' }", 'string'],
    ['visitor', 17, "an object like { plan: 'pro' }", 'number'],
    ['visitor', ['gold'], "an object like { plan: 'pro' }", 'a list'],
    ['visitor', () => 'gold', "an object like { plan: 'pro' }", 'function'],
    ['items', 'sonnet', "a list like [ { id: 'r1' } ]", 'string'],
    ['items', { id: 'r1' }, "a list like [ { id: 'r1' } ]", 'object'],
    ['alias', 'jeffrey', "an object or a list like { jeff: 'jeffrey' }", 'string'],
  ])('%s: %o', (name, value, what, got) => {
    const { seenBy, errors } = site({ providers })
    const { probe, plain } = seenBy({ [`probe_${name}`]: value, [`plain_${name}`]: value, probe_colour: 'blue' })
    expect(probe?.variables).toEqual({ colour: 'blue' })
    expect(plain?.variables).toEqual({})
    expect(errors.map(({ message, provider, phase }) => [message, provider, phase])).toEqual([
      [`probe_${name} must be ${what} (got ${got}): left out`, 'probe', 'render'],
      [`plain_${name} must be ${what} (got ${got}): left out`, 'plain', 'render'],
    ])
  })

  test('by the name that the page used', () => {
    const { seen, errors } = site({ providers })
    expect(seen({ probe_person: 'gold' }).variables).toEqual({})
    expect(errors.map(({ message }) => message)).toEqual([
      "probe_person must be an object like { plan: 'pro' } (got string): left out",
    ])
  })
})

describe('what JSON cannot show is left out, and reported once', () => {
  test.each<[value: unknown, got: string]>([
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [Symbol('gold'), 'symbol'],
    [() => 'gold', 'function'],
    [new Map([['plan', 'gold']]), 'a map'],
    [new Set(['gold']), 'a set'],
    [Promise.resolve('gold'), 'a promise'],
    [/gold/, 'a regular expression'],
    [new Date(Number.NaN), 'a date'],
  ])('%o', (value, got) => {
    const { seen, errors } = site({ providers })
    const { variables } = seen({ probe_colour: value, probe_visitor: value, probe_other: value, probe_company: 'x' })
    expect(variables).toEqual({ company: 'x' })
    expect(errors.map(({ message }) => message).sort()).toEqual([
      `probe_colour must be a value that JSON can show, like 'red' (got ${got}): left out`,
      `probe_other must be a value that JSON can show, like 'gold' (got ${got}): left out`,
      `probe_visitor must be an object like { plan: 'pro' } (got ${got}): left out`,
    ])
  })

  test('and a date that is one goes out', () => {
    const { seen, errors } = site({ providers })
    expect(seen({ probe_colour: new Date(0) }).variables).toEqual({ colour: '1970-01-01T00:00:00.000Z' })
    expect(errors).toEqual([])
  })
})

test('what a variable may be reaches the service', () => {
  const { seen, errors } = site({ providers })
  const values = {
    visitor: { plan: 'pro' },
    items: [{ id: 'r1' }],
    company: 'Rhymes Ltd',
    alias: ['jeff', 'jeffrey'],
    colour: 5,
    other: 'x',
  }
  const context = Object.fromEntries(Object.entries(values).map(([name, value]) => [`probe_${name}`, value]))
  expect(seen(context).variables).toEqual(values)
  expect(seen({ probe_company: { name: 'Rhymes Ltd' }, probe_visitor: null }).variables).toEqual({
    company: { name: 'Rhymes Ltd' },
    visitor: null,
  })
  expect(errors).toEqual([])
})

const shaped = living.flatMap((provider) =>
  Object.entries(provider.variables as Shape)
    .filter(([, schema]) => formsOf(schema) !== undefined)
    .map(([variable]) => ({ provider, name: `${provider.name}_${variable}` })),
)

test('some sixty variables take objects or lists alone', () => {
  expect(shaped.length).toBeGreaterThan(60)
})

test.each(shaped)('$name set to text costs itself, and is reported', ({ provider, name }) => {
  const page = siteOf([provider])
  const { html, faults } = page.tags({ [name]: 'gold' })
  expect(html).toEqual(page.tags({}).html)
  expect(faults.map(({ error }) => String(error))).toEqual([
    expect.stringMatching(new RegExp(`^TypeError: ${name} must be .* like .* \\(got string\\): left out$`, 's')),
  ])
})
