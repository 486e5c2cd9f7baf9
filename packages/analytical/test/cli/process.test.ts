import { execFile } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Called, clicky, type Files, folderWith, settingsFile } from './called.ts'

const executable = fileURLToPath(new URL('../../bin/analytical.js', import.meta.url))

/** Runs a line of the shell, in which `analytical` is the built command, in a folder with these files. */
function shell(line: string, files: Files, env: Files = {}): Promise<Called> {
  const folder = folderWith(files)
  symlinkSync(executable, join(folder, 'analytical'))
  const command = line.replaceAll('analytical ', `"${process.execPath}" ./analytical `)
  const options = { cwd: folder, env: { PATH: process.env.PATH, ...env }, timeout: 50_000 }
  return new Promise((resolve) => {
    const child = execFile('sh', ['-c', command], options, (_, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err })
    })
  })
}

const site = settingsFile(clicky)
const js = (text: string) => ({ 'settings.js': text, 'package.json': '{"type":"module"}' })

describe('the built command', () => {
  test.each<[string, Files, number, RegExp, RegExp]>([
    ['analytical check', site, 0, /^settings\.json: 1 service on[^[]+Nothing is wrong\.\n$/, /^$/],
    ['analytical check', settingsFile({ CLICKY_SITE_ID: 'x' }), 1, /CLICKY_SITE_ID must be digits/, /^$/],
    ['analytical check', {}, 2, /^$/, /^analytical: There is no settings\.js/],
    ['analytical chek', {}, 2, /^$/, /^analytical: unknown command 'chek': did you mean check\?\n$/],
    ['analytical csp', site, 0, /^default-src 'self'; /, /^analytical: script-src needs the nonce/],
    ['analytical --help', {}, 0, /^Usage: npx analytical /, /^$/],
  ])('%s, the files %j', async (line, files, code, out, err) => {
    const called = await shell(line, files)
    expect(called.out).toMatch(out)
    expect(called.err).toMatch(err)
    expect(called.code).toBe(code)
  })

  test('reads the environment of the process', async () => {
    expect((await shell('analytical check --environment', {}, clicky)).out).toContain('The environment: 1 service on')
  })

  test('ends quietly where its reader has read enough', async () => {
    const { out, err } = await shell('analytical providers --json | head -n 1', {})
    expect(out).toBe('[\n')
    expect(err).toBe('')
  })

  test('keeps its exit code where nobody reads it', async () => {
    const { out } = await shell(
      '{ analytical check --json --all; echo "code $?" >&3; } 3>&1 >&1 | tail -n 1',
      settingsFile({ CLICKY_SITE_ID: 'x' }),
    )
    expect(out).toBe('code 1\n')
  })
})

describe('colours', () => {
  const forced = { FORCE_COLOR: '1' }

  test.each<[string, string, Files, boolean]>([
    ['go where they are forced', 'analytical check', forced, true],
    ['do not where they are forced off', 'analytical check', { FORCE_COLOR: '0' }, false],
    ['never go into HTML', 'analytical render', forced, false],
    ['never go into JSON', 'analytical check --json', forced, false],
  ])('%s', async (_, line, env, expected) => {
    const { out } = await shell(line, site, env)
    expect(out).not.toBe('')
    expect(out.includes('\u001b[')).toBe(expected)
  })
})

describe('a settings file', () => {
  test.each<[string, string, RegExp]>([
    [
      'that throws is named with the line',
      "\n\nthrow new Error('out of order')",
      /could not be read: out of order \(line 3\)$/,
    ],
    [
      'that throws in what it calls, too',
      "const read = () => { throw new Error('no vault') }\n\nread()",
      /could not be read: no vault \(line 1\)$/,
    ],
    [
      'with a mistake in its writing is named with the way to find it',
      'export const = 5',
      /could not be read: Unexpected token '=' \(node --check shows where\)$/,
    ],
    [
      'that needs a package that is not there names it',
      "import 'lost-package'",
      /could not be read: Cannot find package 'lost-package'/,
    ],
    [
      'that imports a name that is not there names it',
      "import { lost } from 'node:fs'",
      /does not provide an export named 'lost' \(line 1\)$/,
    ],
    ['that waits for ever does not seem right', 'await new Promise(() => {})', /wait for what never comes$/],
    [
      'that fails behind its back does not seem right',
      "Promise.reject(new Error('no vault'))\nawait new Promise((done) => setTimeout(done, 10_000))",
      /the settings or the providers failed: no vault$/,
    ],
  ])('%s', async (_, text, reason) => {
    const { code, out, err } = await shell('analytical check', js(text))
    expect(err).toMatch(/^analytical: [^\n]+\n$/)
    expect(err.trimEnd()).toMatch(reason)
    expect(out).toBe('')
    expect(code).toBe(1)
  })

  test('may print what it likes, which is not the output', async () => {
    const { out, err } = await shell(
      'analytical check --json',
      js("console.log('hello')\nexport const CLICKY_SITE_ID = '1'"),
    )
    expect(JSON.parse(out).ok).toBe(true)
    expect(err).toBe('hello\n')
  })

  test('may leave a connection open, and the command ends', async () => {
    const { code, out } = await shell(
      'analytical check',
      js("setInterval(() => {}, 1000)\nexport const CLICKY_SITE_ID = '1'"),
    )
    expect(out).toContain('Nothing is wrong.')
    expect(code).toBe(0)
  })

  test('may be of CommonJS', async () => {
    const { out } = await shell('analytical check', { 'settings.js': "module.exports = { CLICKY_SITE_ID: '1' }" })
    expect(out).toContain('settings.js: 1 service on')
  })
})
