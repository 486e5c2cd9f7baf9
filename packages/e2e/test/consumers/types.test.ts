import { writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { entries, type Manifest, manifestIn, manifests } from '../../src/consumers/entries.ts'
import { type Consumer, consumer } from '../../src/consumers/install.ts'
import { type Ended, run } from '../../src/consumers/run.ts'

const tsc = fileURLToPath(new URL('../../../../node_modules/typescript/bin/tsc', import.meta.url))

/** How users' compilers resolve imports, and the modules they are given; `.cts` is CommonJS. */
const resolutions = [
  { title: 'nodenext', options: { module: 'nodenext' }, files: ['all.ts', 'all.cts'] },
  { title: 'bundler', options: { module: 'esnext', moduleResolution: 'bundler' }, files: ['all.ts'] },
]
type Resolution = (typeof resolutions)[number]

/** Compiles modules of a project that export all that is given to import. */
async function compile({ folder }: Consumer, names: string[], { options, files }: Resolution, types: string[]) {
  const text = names.map((name, index) => `export * as e${index} from '${name}'\n`).join('')
  for (const file of files) await writeFile(join(folder, file), text)
  const compilerOptions = { ...options, target: 'es2023', strict: true, skipLibCheck: false, noEmit: true, types }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  return problems(await run(process.execPath, [tsc, '--pretty', 'false'], folder))
}

/** What the compiler found, each with the file in which it is. */
function problems({ stdout, stderr }: Ended) {
  expect(stderr).toBe('')
  const lines = stdout.split('\n').filter((line) => line !== '' && !line.startsWith(' '))
  return lines.map((line) => {
    const [, file = '', message = ''] = /^(.+?)\(\d+,\d+\): error (.+)$/.exec(line) ?? [line, '', line]
    return { file, message }
  })
}

const optionalPeersOf = ({ peerDependenciesMeta = {} }: Manifest) => Object.keys(peerDependenciesMeta)

/** A project with all that the packages work with, in the versions they are tested with. */
async function everything(): Promise<Consumer> {
  const { folder } = await consumer('plain')
  const peers = manifests.flatMap(({ name }) => {
    const packed: Manifest = manifestIn(join(folder, 'node_modules', name))
    return optionalPeersOf(packed).map((peer) => `${peer}@${packed.devDependencies?.[peer]}`)
  })
  return consumer('everything', [...new Set(peers)])
}

describe.each(resolutions)('by $title', (resolution) => {
  test.each(manifests)(
    '$name alone: a module lacks the types of what it is for, and nothing else',
    async (manifest) => {
      const { name } = manifest
      const own = entries.filter(({ of }) => of === name)
      const found = await compile(
        await consumer('plain'),
        own.map((entry) => entry.name),
        resolution,
        [],
      )
      const adapters = own.filter((entry) => entry.group !== name).map(({ types }) => join('node_modules', name, types))
      const folders = adapters.filter((file) => basename(file) === 'index.d.ts').map((file) => dirname(file))
      for (const { file, message } of found) {
        const [, missing = message] = /^TS(?:2307|2591|2664|2688|7016): [^']+'([^']+)'/.exec(message) ?? []
        const typings = [missing, `@types/${missing.replace(/^node:.*/, 'node')}`]
        expect({ file, peers: optionalPeersOf(manifest) }).toEqual({
          file: expect.toBeOneOf(folders.includes(dirname(file)) ? [file] : adapters),
          peers: expect.arrayContaining([expect.toBeOneOf(typings)]),
        })
      }
    },
  )

  test('with all that they work with, nothing is wrong in any', async () => {
    const names = entries.map(({ name }) => name)
    const found = await compile(await everything(), names, resolution, ['node'])
    const ours = [...resolution.files, ...manifests.map(({ name }) => join('node_modules', name))]
    expect(found.filter(({ file }) => ours.some((start) => file.startsWith(start)))).toEqual([])
  })
})
