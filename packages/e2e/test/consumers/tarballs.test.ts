import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { published } from '../../../../scripts/published.js'
import { manifestIn, packages } from '../../src/consumers/entries.ts'
import { type Consumer, consumer, npm } from '../../src/consumers/install.ts'
import { tarballOf } from '../../src/tarballs.ts'

const permissive = [
  ...['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0'],
  // Given to the public: isbot, and the tables of mdn-data.
  ...['Unlicense', 'CC0-1.0'],
]

let project: Consumer

beforeAll(async () => {
  project = await consumer('plain')
})

describe.each(published)('the tarball of packages/%s', (folder) => {
  const { name, bin = {} } = manifestIn(join(packages, folder))
  const installed = () => join(project.folder, 'node_modules', name)

  test('holds code, its declarations and sources, and what introduces it; nothing else', async ({ annotate }) => {
    const sources = filesIn(join(packages, folder, 'src')).map((file) => file.replace(/\.ts$/, ''))
    const built = sources.flatMap((path) => ['.js', '.js.map', '.d.ts', '.d.ts.map'].map((end) => `dist/${path}${end}`))
    const about = ['LICENSE', 'README.md', 'package.json']
    const expected = [...about, ...Object.values(bin), ...built, ...sources.map((path) => `src/${path}.ts`)]
    const files = filesIn(installed())
    expect(files).toEqual(expected.sort())
    await annotate(`${files.length} files, ${statSync(await tarballOf(folder)).size} bytes packed`)
  })

  test('holds the sources that its source maps name', () => {
    const files = filesIn(installed())
    const named = files
      .filter((file) => file.endsWith('.map'))
      .flatMap((file) => {
        const { sources } = JSON.parse(readFileSync(join(installed(), file), 'utf8'))
        return sources.map((source: string) => posix.join(file, '..', source))
      })
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((file) => !files.includes(file))).toEqual([])
  })

  test('names no range that only the workspace knows', () => {
    const { dependencies, peerDependencies } = manifestIn(installed())
    expect(JSON.stringify({ dependencies, peerDependencies })).not.toMatch(/catalog:|workspace:|link:|file:/)
  })

  test('runs nothing when it is installed', () => {
    const { scripts = {} } = manifestIn(installed())
    expect(Object.keys(scripts)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(pre|post)?install$/)]))
  })
})

describe('a fresh install of all packages', () => {
  test('has no warning, and npm finds no problem in it', async () => {
    expect(project.install).toMatchObject({ code: 0, stderr: '' })
    expect(await npm(['ls', '--all'], project.folder)).toMatchObject({ code: 0, stderr: '' })
  })

  test('brings permissive licences only', () => {
    const brought = filesIn(join(project.folder, 'node_modules'))
      .filter((file) => /(^|\/)node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(`node_modules/${file}`))
      .map((file) => manifestIn(join(project.folder, 'node_modules', file, '..')))
    expect(brought.length).toBeGreaterThan(published.length)
    const others = brought.filter(({ license }) => !permissive.includes(license ?? ''))
    expect(others.map(({ name, license }) => `${name}: ${license}`)).toEqual([])
  })
})

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}
