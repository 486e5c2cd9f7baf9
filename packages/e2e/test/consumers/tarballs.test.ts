import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { manifestIn, manifests } from '../../src/consumers/entries.ts'
import { type Consumer, consumer, npm } from '../../src/consumers/install.ts'

const permissive = [
  ...['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0'],
  // Given to the public: isbot, and the tables of mdn-data.
  ...['Unlicense', 'CC0-1.0'],
]

let project: Consumer

beforeAll(async () => {
  project = await consumer('plain')
})

describe.each(manifests)('the tarball of $name', ({ name }) => {
  const files = () => filesIn(join(project.folder, 'node_modules', name))

  test('holds code, its declarations and sources, and what introduces it; nothing else', () => {
    const module = /^src\/(?<path>.+)\.ts$/
    const sources = files().flatMap((file) => module.exec(file)?.groups?.path ?? [])
    const built = sources.flatMap((path) => ['.js', '.js.map', '.d.ts', '.d.ts.map'].map((end) => `dist/${path}${end}`))
    const expected = ['LICENSE', 'README.md', 'package.json', ...built, ...sources.map((path) => `src/${path}.ts`)]
    expect(sources).toContain('index')
    expect(files()).toEqual(expected.sort())
  })

  test('holds the sources that its source maps name', () => {
    const folder = join(project.folder, 'node_modules', name)
    const present = new Set(files())
    const named = [...present]
      .filter((file) => file.endsWith('.map'))
      .flatMap((file) =>
        JSON.parse(readFileSync(join(folder, file), 'utf8')).sources.map((to: string) => join(file, '..', to)),
      )
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((file) => !present.has(file))).toEqual([])
  })

  test('names no range that only the workspace knows', () => {
    const { dependencies, peerDependencies } = manifestIn(join(project.folder, 'node_modules', name))
    expect(JSON.stringify({ dependencies, peerDependencies })).not.toMatch(/catalog:|workspace:|link:|file:/)
  })
})

describe('a fresh install of all packages', () => {
  test('has no warning, and npm finds no problem in it', async () => {
    expect(project.install).toMatchObject({ code: 0, stderr: '' })
    expect(await npm(['ls', '--all'], project.folder)).toMatchObject({ code: 0, stderr: '' })
  })

  test('brings permissive licences only', () => {
    const packages = filesIn(join(project.folder, 'node_modules'))
      .filter((file) => /(^|\/)node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(`node_modules/${file}`))
      .map((file) => manifestIn(join(project.folder, 'node_modules', file, '..')))
    expect(packages.length).toBeGreaterThan(manifests.length)
    const others = packages.filter(({ license }) => !permissive.includes(license ?? ''))
    expect(others.map(({ name, license }) => `${name}: ${license}`)).toEqual([])
  })

  test('runs nothing while it is installed', () => {
    const hooks = manifests.flatMap(({ name }) => {
      const { scripts = {} } = manifestIn(join(project.folder, 'node_modules', name))
      return ['preinstall', 'install', 'postinstall', 'prepare'].filter((hook) => hook in scripts)
    })
    expect(hooks).toEqual([])
  })
})

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}
