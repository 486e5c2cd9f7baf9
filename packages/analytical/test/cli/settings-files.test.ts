import { describe, expect, test } from 'vitest'
import { called, clicky } from './called.ts'

const commands = ['check', 'explain', 'csp', 'render']

describe('the settings file', () => {
  test.each([
    ['settings.js', "export const CLICKY_SITE_ID = '12345678'"],
    ['settings.mjs', "export default { CLICKY_SITE_ID: '12345678' }"],
    ['settings.json', JSON.stringify(clicky)],
  ])('is %s in the working directory', async (name, text) => {
    const { out } = await called(['check'], { [name]: text })
    expect(out).toContain(`${name}: 1 service on`)
  })

  test('is the first of these where there are several', async () => {
    const { out } = await called(['check'], { 'settings.js': 'export default {}', 'settings.json': '{}' })
    expect(out).toMatch(/^settings\.js: /)
  })

  test('is any that is named', async () => {
    const { out } = await called(['check', 'mine.json'], { 'settings.json': '{}', 'mine.json': JSON.stringify(clicky) })
    expect(out).toMatch(/^mine\.json: 1 service on/)
  })
})

const mistakes: readonly [what: string, name: string, text: string | undefined, code: number, reason: RegExp][] = [
  ['is missing', 'mine.js', undefined, 2, /^There is no settings file .*mine\.js$/],
  ['is empty', 'mine.js', ' \n', 1, /^The settings file .*mine\.js could not be read: it is empty$/],
  ['throws', 'mine.js', "throw new Error('out of order')", 1, /mine\.js could not be read: out of order/],
  ['throws text', 'mine.js', "throw 'out of order'", 1, /mine\.js could not be read: out of order$/],
  [
    'exports a promise',
    'mine.js',
    'export default Promise.resolve({})',
    1,
    /mine\.js exports a promise of its settings: write await/,
  ],
  ['exports nothing', 'mine.js', 'const CLICKY_SITE_ID = 5', 1, /mine\.js must export its settings by name/],
  ['exports a function', 'mine.js', 'export default () => ({})', 1, /mine\.js must export its settings by name/],
  [
    'is TypeScript',
    'mine.ts',
    'export const A: string = 1',
    1,
    /got .*mine\.ts\); of TypeScript, name the file that it is built to$/,
  ],
  ['is of another kind', 'mine.yaml', 'A: 1', 1, /^Settings are read from \.js, \.mjs or \.json files.*mine\.yaml/],
  ['is no JSON', 'mine.json', '{', 1, /mine\.json could not be read: it is no JSON$/],
]

describe.each(mistakes)('a settings file that %s', (_, name, text, expected, reason) => {
  test.each(commands)('costs %s one sentence', async (command) => {
    const { code, out, err } = await called([command, name], text === undefined ? {} : { [name]: text })
    expect(err).toMatch(/^analytical: [^\n]+\n$/)
    expect(err.trimEnd().replace(/^analytical: /, '')).toMatch(reason)
    expect(out).toBe('')
    expect(code).toBe(expected)
  })
})

test('no settings file at all is said with what to do', async () => {
  const { code, err } = await called(['check'])
  expect(err).toMatch(
    /^analytical: There is no settings\.js, settings\.mjs, settings\.json in .*: name your settings file, or say --environment\n$/,
  )
  expect(code).toBe(2)
})

test('a file and --environment exclude each other', async () => {
  const { code, err } = await called(['check', 'mine.js', '--environment'], { 'mine.js': 'export default {}' })
  expect(err).toContain('--environment reads no file: leave out mine.js, or the option')
  expect(code).toBe(2)
})

test.each(['explain', 'csp', 'render'])('%s stops at wrong settings, all of them told', async (command) => {
  const settings = JSON.stringify({ CLICKY_SITE_ID: 'x', HOTJAR_SITE_ID: 'y' })
  const { code, out, err } = await called([command], { 'settings.json': settings })
  expect(err).toMatch(/2 settings are wrong:\n {2}- CLICKY_SITE_ID must be digits.*\n {2}- HOTJAR_SITE_ID must be/)
  expect(out).toBe('')
  expect(code).toBe(1)
})

test.each(['explain', 'csp', 'render'])('%s tells of warnings and goes on', async (command) => {
  const settings = JSON.stringify({ ...clicky, PERFORMABLE_API_KEY: 'x' })
  const { code, out, err } = await called([command], { 'settings.json': settings })
  expect(err).toContain('analytical: PERFORMABLE_API_KEY is ignored')
  expect(out).toContain('getclicky.com')
  expect(code).toBe(0)
})
