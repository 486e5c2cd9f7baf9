import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, test, vi } from 'vitest'

const source = fileURLToPath(new URL('../src', import.meta.url))
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.split(sep).join('/'))
  .sort()

interface Import {
  from: string
  /** A file of src, or a package. */
  of: string
  isTypeOnly: boolean
}

const importLine = /^(?:import|export)\s+(type\s+)?(?:[^;'"]*?\sfrom\s+)?'([^']+)'/gm
const dynamicImport = /\b(?:import|require)\((['"])([^'"]+)\1\)/g

/** The imports of a file, by its import lines. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(source, file), 'utf8')
  const path = (name: string) => (name.startsWith('.') ? posix.join(posix.dirname(file), name) : name)
  return [
    ...[...text.matchAll(importLine)].map(([, type, name = '']) => ({
      from: file,
      of: path(name),
      isTypeOnly: type !== undefined,
    })),
    ...[...text.matchAll(dynamicImport)].map(([, , name = '']) => ({ from: file, of: path(name), isTypeOnly: false })),
  ]
}

const imports = files.flatMap(importsOf)
const folderOf = (file: string) => /^(providers|templates|frameworks|cli)\//.exec(file)?.[1] ?? 'core'
const isOurs = ({ of }: Import) => files.includes(of)
const written = (found: readonly Import[]) => found.map(({ from, of }) => `${from} imports ${of}`)

describe('who imports whom', () => {
  test('the import lines are read', () => {
    expect(files.length).toBeGreaterThan(20)
    expect(written(imports)).toContain('providers/clicky.ts imports provider.ts')
    expect(written(imports)).toContain('frameworks/express.ts imports express')
    expect(written(imports)).toContain('templates/liquid.ts imports liquidjs')
    expect(imports.filter(({ of }) => of.startsWith('.'))).toEqual([])
    expect(imports.filter(({ of }) => of.endsWith('.ts') && !files.includes(of))).toEqual([])
  })

  test.each(['providers', 'templates', 'frameworks', 'cli'])('%s import core files, and not each other', (folder) => {
    const found = imports.filter((line) => {
      const isList =
        folder === 'cli'
          ? folderOf(line.of) === 'cli' || line.of === 'providers/index.ts'
          : line.from === 'providers/index.ts' && folderOf(line.of) === 'providers'
      return folderOf(line.from) === folder && isOurs(line) && folderOf(line.of) !== 'core' && !isList
    })
    expect(written(found)).toEqual([])
  })

  test('core files import no engine, no framework, and of the providers only their list', () => {
    const found = imports.filter((line) => {
      return folderOf(line.from) === 'core' && folderOf(line.of) !== 'core' && line.of !== 'providers/index.ts'
    })
    expect(written(found)).toEqual([])
  })

  test('only the command line imports the command line', () => {
    const found = imports.filter((line) => folderOf(line.from) !== 'cli' && folderOf(line.of) === 'cli')
    expect(written(found)).toEqual([])
  })

  test('providers need nothing but core files', () => {
    const found = imports.filter((line) => folderOf(line.from) === 'providers' && !isOurs(line))
    expect(written(found)).toEqual([])
  })

  // The calls of one vendor, which several of its services share.
  const ofOneVendor = ['event-command.ts', 'hj-calls.ts']

  test('what providers need others can import too', () => {
    const needed = imports.filter(({ from, of, isTypeOnly }) => {
      return folderOf(from) === 'providers' && folderOf(of) === 'core' && !isTypeOnly && !ofOneVendor.includes(of)
    })
    const published = new Set(imports.filter(({ from }) => from === 'index.ts').map(({ of }) => of))
    const internal = needed.filter(({ of }) => !published.has(of))
    expect(needed.length).toBeGreaterThan(100)
    expect(written(internal)).toEqual([])
  })

  test('engines and frameworks are imported for their types only', () => {
    const found = imports.filter((line) => {
      return ['templates', 'frameworks'].includes(folderOf(line.from)) && !isOurs(line) && !line.of.startsWith('node:')
    })
    expect(found.length).toBeGreaterThan(0)
    expect(written(found.filter(({ isTypeOnly }) => !isTypeOnly))).toEqual([])
  })

  test('packages imported at run time are dependencies', () => {
    const manifest = JSON.parse(readFileSync(join(dirname(source), 'package.json'), 'utf8'))
    const found = imports.filter((line) => !isOurs(line) && !line.of.startsWith('node:') && !line.isTypeOnly)
    expect(new Set(found.map(({ of }) => of))).toEqual(new Set(Object.keys(manifest.dependencies)))
  })

  test('no file imports itself in a circle at run time', () => {
    const needs = new Map(
      files.map((file) => [file, imports.filter((line) => line.from === file && isOurs(line) && !line.isTypeOnly)]),
    )
    const reachable = (from: string, seen = new Set<string>()): Set<string> => {
      for (const { of } of needs.get(from) ?? []) {
        if (seen.has(of)) continue
        seen.add(of)
        reachable(of, seen)
      }
      return seen
    }
    expect(files.filter((file) => reachable(file).has(file))).toEqual([])
  })
})

test('importing every module runs nothing: no output, no global, no listener', async () => {
  const noticed = () => ({
    globals: Reflect.ownKeys(globalThis).filter((key) => !String(key).includes('vitest')).length,
    listeners: process.eventNames().map((name) => [name, process.listenerCount(name)]),
  })
  const output = [
    ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name)),
    vi.spyOn(process.stdout, 'write'),
    vi.spyOn(process.stderr, 'write'),
  ]
  // zod, our one dependency, has a global of its own.
  await import('zod')
  const before = noticed()
  for (const file of files) await import(pathToFileURL(join(source, file)).href)
  expect(output.flatMap(({ mock }) => mock.calls)).toEqual([])
  expect(noticed()).toEqual(before)
  vi.restoreAllMocks()
})
