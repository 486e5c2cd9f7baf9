import { beforeAll, expect, test } from 'vitest'
import { entries } from '../../src/consumers/entries.ts'
import { type Consumer, consumer } from '../../src/consumers/install.ts'
import { run } from '../../src/consumers/run.ts'

/** What the import of a module touched. */
interface Touched {
  globals: string[]
  listeners: string[]
  environment: string[]
  /** What Node began, by its names for it: `Timeout`, `TCPWRAP` and so on. */
  started: string[]
  loaded: string[]
}

/** zod's own registry. */
const globalsOfOthers = ['__zod_globalConfig', '__zod_globalRegistry']
/** Reading modules; `node:assert` looks at the pipe of this process's output. */
const reading = ['PROMISE', 'FSREQPROMISE', 'FILEHANDLE', 'FILEHANDLECLOSEREQ', 'PIPEWRAP']

/** How modules are found, like `analytical/providers/*`. */
const groups = [...new Set(entries.map(({ group }) => group))]

let project: Consumer

beforeAll(async () => {
  project = await consumer('plain')
})

/** Imports modules in a process of its own, which has to end by itself. */
async function importing(names: readonly string[]): Promise<Record<string, Touched>> {
  const { code, stdout, stderr } = await run(process.execPath, ['watch-imports.js', ...names], project.folder)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

test.each(groups)(
  'importing %s runs nothing: no output, global, listener, timer or request, and the process ends',
  async (group) => {
    const names = entries.filter((entry) => entry.group === group).map(({ name }) => name)
    const touched = Object.entries(await importing(names)).map(
      ([name, { globals, started, loaded: _, ...others }]) => ({
        name,
        globals: globals.filter((key) => !globalsOfOthers.includes(key)),
        started: started.filter((type) => !reading.includes(type)),
        ...others,
      }),
    )
    expect(touched).toEqual(names.map((name) => ({ name, globals: [], started: [], listeners: [], environment: [] })))
  },
)

test('one provider brings no other with it', async () => {
  const name = 'analytical/providers/clicky'
  const loaded = (await importing([name]))[name]?.loaded ?? []
  expect(loaded.filter((file) => file.includes('/providers/'))).toEqual([expect.stringMatching(/\/clicky\.js$/)])
})

test('an adapter brings no provider and no package with it', async () => {
  const name = 'analytical/templates/nunjucks'
  const loaded = ((await importing([name]))[name]?.loaded ?? []).filter((file) => file.startsWith('file:'))
  expect(loaded).toContainEqual(expect.stringMatching(/\/dist\/templates\/nunjucks\.js$/))
  expect(loaded.filter((file) => !/\/node_modules\/analytical\/dist\/(?!providers\/)/.test(file))).toEqual([])
})

test.each(['vitest', 'jest', 'playwright', ''])(
  '@analytical/testing/%s loads no jsdom before a page is read',
  async (entry) => {
    const name = `@analytical/testing${entry && `/${entry}`}`
    const loaded = (await importing([name]))[name]?.loaded ?? []
    expect(loaded).toContainEqual(expect.stringContaining('/node_modules/@analytical/testing/dist/'))
    expect(loaded.filter((file) => file.includes('/node_modules/jsdom/'))).toEqual([])
  },
)
