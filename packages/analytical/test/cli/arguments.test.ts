import { describe, expect, test } from 'vitest'
import { called, clicky, settingsFile } from './called.ts'

describe('what is no argument costs one sentence and exit code 2', () => {
  test.each<[string[], string]>([
    [['chek'], "unknown command 'chek': did you mean check?"],
    [['check', '--strct'], "unknown option '--strct': did you mean --strict?"],
    [['check', 'a.js', 'b.js'], 'too many arguments'],
    [['explain', '--ip'], "option '--ip <address>' argument missing"],
    [['explain', '--ip', '10.0.0'], 'It must be an IPv4 or IPv6 address, like 10.1.2.3.'],
    [['explain', '--user', '{'], 'It must be a user name or a record in JSON'],
    [['explain', '--url', '/rhymes'], 'It must be a full address, like https://example.com/rhymes?page=2.'],
    [['explain', '--url', 'https://'], 'It must be a full address'],
    [['explain', '--consent', 'yes'], 'It must be granted, denied or pending'],
    [['explain', '--consent', '=granted'], 'It must be granted, denied or pending'],
    [['explain', '--consent', 'granted', '--consent', 'analytics=denied'], 'alone and for all, or for one thing'],
    [['explain', '--consent', 'analytics=denied', '--consent', 'granted'], 'alone and for all, or for one thing'],
    [['explain', '--header', 'Sec-GPC'], "It must be a header with its value, like 'Sec-GPC: 1'."],
    [['explain', '--variable', 'x'], 'It must be a variable with its value, like analytical_goal=5.'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await called(args, settingsFile(clicky))
    expect(err).toMatch(/^analytical: [^\n]+\n+$/)
    expect(err).toContain(message)
    expect(out).toBe('')
    expect(code).toBe(2)
  })
})

describe('help', () => {
  const commands = ['check', 'explain', 'render', 'csp', 'providers']

  test('names every command, and shows where to begin', async () => {
    const { code, out } = await called(['--help'])
    for (const command of commands) expect(out).toMatch(new RegExp(`^ {2}${command} `, 'm'))
    expect(out).toContain('$ npx analytical check')
    expect(code).toBe(0)
  })

  test('comes where no command is given, which is no success', async () => {
    const { code, out, err } = await called([])
    expect(err).toContain('Usage: npx analytical')
    expect(out).toBe('')
    expect(code).toBe(2)
  })

  test.each(commands)('of %s has examples, and all of them can be called', async (command) => {
    const { code, out } = await called(['help', command])
    expect(code).toBe(0)
    expect(out).toContain('--json')
    const examples = [...out.matchAll(/^ {2}\$ npx analytical (.*)$/gm)].map(([, line = '']) => line)
    expect(examples.length).toBeGreaterThan(1)
    for (const example of examples) {
      const args = [...example.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '')
      const known = args.filter((arg) => !/\.js$/.test(arg) && arg !== '--providers')
      expect((await called(known, settingsFile(clicky))).code).toBe(0)
    }
  })

  test('--version is that of the package', async () => {
    expect((await called(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n/)
  })
})
