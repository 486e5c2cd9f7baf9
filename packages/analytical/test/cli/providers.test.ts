import { describe, expect, test } from 'vitest'
import type { AnyProvider } from '../../src/provider.ts'
import { describeProvider } from '../../src/provider-description.ts'
import { providers as builtIn } from '../../src/providers/index.ts'
import { called, clicky } from './called.ts'

const providers = (...args: string[]) => called(['providers', ...args])
const all: readonly AnyProvider[] = builtIn

test('providers lists all, with what each needs', async () => {
  const { code, out } = await providers()
  const lines = out.trimEnd().split('\n')
  expect(lines).toHaveLength(all.length + 1)
  expect(out).toMatch(/^clicky +Clicky +analytics +CLICKY_SITE_ID$/m)
  expect(out).toMatch(/^performable +Performable +marketing +\(ended after HubSpot bought it in 2011\)$/m)
  expect(code).toBe(0)
})

describe('providers with a name tells all of one', () => {
  test.each<[string, RegExp]>([
    ['where to find its account', /^ {2}CLICKY_SITE_ID \(required\), like '12345678'\n {4}The Site ID: in Clicky/m],
    ['its tags', /^ {2}clicky +in analytical_body_bottom +its code/m],
    ['its variables', /^ {2}clicky_timeout, like 10\n {4}Minutes without activity/m],
    ['what it can express', /^ {2}goal +takes a paid plan$/m],
    ['its hosts', /^ {2}img-src https:\/\/in\.getclicky\.com$/m],
  ])('%s', async (_, line) => {
    expect((await providers('clicky')).out).toMatch(line)
  })

  test.each(all)('$name', async ({ name, title, summary }) => {
    const { code, out } = await providers(name)
    expect(out).toMatch(new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} \\(${name}\\)\n`))
    expect(out).toContain(summary)
    expect(out).not.toMatch(/undefined|\[object/)
    expect(code).toBe(0)
  })

  test('by a former name, too', async () => {
    const renamed = all.find(({ otherNames = [] }) => otherNames.length > 0) as AnyProvider
    expect((await providers(renamed.otherNames?.[0] as string)).out).toContain(`(${renamed.name})`)
  })

  test('and says which was meant', async () => {
    const { code, out, err } = await providers('clikcy')
    expect(err).toBe('analytical: clikcy is no provider: did you mean clicky?\n')
    expect(out).toBe('')
    expect(code).toBe(2)
    expect((await providers('zzzzzz')).err).toContain('npx analytical providers lists them')
  })
})

test('providers --json has their descriptions', async () => {
  const one = JSON.parse((await providers('clicky', '--json')).out)
  const [first] = JSON.parse((await providers('--json')).out)
  expect(one).toMatchObject({ name: 'clicky', title: 'Clicky', category: 'analytics', forbidsPersonalData: false })
  expect(one.settings[0]).toMatchObject({
    name: 'CLICKY_SITE_ID',
    required: true,
    example: "'12345678'",
    secret: false,
  })
  expect(Object.keys(first)).toEqual(Object.keys(describeProvider(all[0] as AnyProvider)))
})

const description = `{
  name: 'ticker', title: 'Ticker', homepage: 'https://ticker.example', category: 'analytics', verified: '2026-11-27',
  summary: 'Counts.', settings: {}, variables: {}, csp: () => ({ 'img-src': ['https://ticker.example', 'data:'], 'style-src': ["'unsafe-inline'"] }),
  capabilities: { identity: false, session: false, goal: false, split: false, page: false, events: false },
  tags: { ticker: { position: 'body_bottom' } },
}`

describe('providers of one’s own', () => {
  test.each([
    ['by name', `export const ticker = ${description}; export const other = 5`],
    ['as a list', `export default [${description}]`],
    ['both ways', `export const ticker = ${description}; export default [ticker]`],
  ])('are taken from a module that exports them %s', async (_, text) => {
    const { code, out } = await called(['check', '--providers', 'mine.js'], {
      'mine.js': text,
      'settings.json': JSON.stringify(clicky),
    })
    expect(out).toMatch(/^ {2}Ticker +analytics +\d+ bytes\n {4}ticker\.example$/m)
    expect(out).toMatch(/2 services on/)
    expect(code).toBe(0)
    expect((await called(['providers', 'ticker', '--providers', 'mine.js'], { 'mine.js': text })).out).toContain(
      'Counts.',
    )
  })

  test('take the place of the built-in one of their name', async () => {
    const text = `export const own = ${description.replaceAll('ticker', 'clicky')}`
    const { out } = await called(['providers', '--providers', 'mine.js'], { 'mine.js': text })
    expect(out.match(/^clicky /gm)).toHaveLength(1)
    expect(out).toMatch(/^clicky +Ticker/m)
  })

  test.each<[string, string | undefined, number, RegExp]>([
    ['is missing', undefined, 2, /^analytical: There is no providers file .*mine\.js\n$/],
    [
      'throws',
      "throw new Error('out of order')",
      1,
      /^analytical: The providers file .*mine\.js could not be read: out of order/,
    ],
    [
      'exports no provider',
      'export const other = { name: 5 }',
      1,
      /mine\.js must export providers, like export const ticker = defineProvider/,
    ],
    [
      'exports one that breaks the contract',
      `export default ${description.replace("'analytics'", "'fun'")}`,
      1,
      /The provider ticker breaks the contract:\n {2}- category must be one of .*\n\(in .*mine\.js\)/,
    ],
    [
      'exports one whose code cannot be made',
      `export default ${description.replace("'body_bottom'", "'body_bottom', load() { throw new Error('no file') }")}`,
      1,
      /ticker of Ticker cannot be made: no file/,
    ],
    [
      'exports one whose policy cannot be made',
      `export default ${description.replace(/\(\{ 'img-src'.*? \}\)/, "{ throw new Error('no host') }")}`,
      1,
      /The policy of Ticker cannot be made: no host/,
    ],
  ])('in a module that %s cost one message', async (_, text, expected, reason) => {
    const files = { 'settings.json': '{}', ...(text === undefined ? {} : { 'mine.js': text }) }
    const { code, out, err } = await called(['check', '--providers', 'mine.js'], files)
    expect(err).toMatch(reason)
    expect(out).toBe('')
    expect(code).toBe(expected)
  })

  test('that fail in a page are wrong', async () => {
    const text = `export default ${description.replace("'body_bottom'", "'body_bottom', data() { throw new Error('no data') }, load: () => []")}`
    const { code, out } = await called(['check', '--providers', 'mine.js'], { 'settings.json': '{}', 'mine.js': text })
    expect(out).toContain('\nWrong\n  ticker: no data\n')
    expect(code).toBe(1)
  })
})
