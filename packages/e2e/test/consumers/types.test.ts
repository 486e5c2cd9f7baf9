import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { entries, type Manifest, manifestIn, manifests } from '../../src/consumers/entries.ts'
import { type Consumer, consumer } from '../../src/consumers/install.ts'
import { type Ended, run } from '../../src/consumers/run.ts'

const tsc = fileURLToPath(new URL('../../../../node_modules/typescript/bin/tsc', import.meta.url))

/** How users' compilers resolve imports; `.cts` is CommonJS. */
const resolutions = [
  { title: 'nodenext', file: 'all.ts', options: { module: 'nodenext' } },
  { title: 'nodenext, from CommonJS', file: 'all.cts', options: { module: 'nodenext' } },
  { title: 'bundler', file: 'all.ts', options: { module: 'esnext', moduleResolution: 'bundler' } },
]
type Resolution = (typeof resolutions)[number]

/** Compiles a module of a project that exports all there is to import from a package. */
async function compile({ folder }: Consumer, from: string, { file, options }: Resolution, types: string[]) {
  const names = entries.filter(({ of }) => of === from).map(({ name }) => name)
  await writeFile(join(folder, file), names.map((name, index) => `export * as e${index} from '${name}'\n`).join(''))
  const compilerOptions = { ...options, target: 'es2023', strict: true, skipLibCheck: false, noEmit: true, types }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }))
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

describe.each(manifests)('the declarations of $name', (manifest) => {
  const { name } = manifest

  describe('where no engine, no framework and no types of Node are installed', () => {
    test.each(resolutions)(
      '$title: a module lacks the types of what it is for, and nothing else',
      async (resolution) => {
        const found = await compile(await consumer('plain'), name, resolution, [])
        const own = entries.filter(({ of, group }) => of === name && group !== name)
        for (const { file, message } of found) {
          expect(own.map(({ types }) => join('node_modules', name, types))).toContain(file)
          const [, missing = message] = /^TS(?:2307|2591|7016): [^']+'([^']+)'/.exec(message) ?? []
          const typings = [missing, `@types/${missing.replace(/^node:.*/, 'node')}`]
          expect(optionalPeersOf(manifest)).toEqual(expect.arrayContaining([expect.toBeOneOf(typings)]))
        }
      },
    )
  })

  describe('where all that it works with is installed', () => {
    test.each(resolutions)('$title: nothing is wrong', async (resolution) => {
      const project = await everything()
      const found = await compile(project, name, resolution, ['node'])
      expect(found.filter(({ file }) => file.startsWith('all.') || file.includes(join('node_modules', name)))).toEqual(
        [],
      )
    })
  })
})
