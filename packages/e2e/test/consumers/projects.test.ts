import { beforeAll, describe, expect, test } from 'vitest'
import { type Consumer, consumer, npm } from '../../src/consumers/install.ts'
import { run } from '../../src/consumers/run.ts'
import { runtimes } from '../../src/consumers/runtimes.ts'

const tracked = {
  globals: {
    _hsq: [
      ['identify', { id: 'jeff' }],
      ['trackCustomBehavioralEvent', { name: 'pe1234567_goal_5', properties: {} }],
    ],
    clicky_custom: { session: { username: 'jeff' }, goal: { id: 5 } },
    clicky_site_ids: [12345678],
    ticker: { site: '4711', page: { section: 'rhymes', visitor: { username: 'jeff' }, goal: 5 } },
  },
  loads: [
    'https://static.getclicky.com/js',
    'https://js.hs-scripts.com/1234567.js',
    'https://static.ticker.example/ticker.js',
  ],
  images: ['https://in.getclicky.com/12345678ns.gif'],
  frames: [],
  disabled: [],
  errors: [],
}

const written = [
  { name: 'esm', start: 'server.js' },
  { name: 'commonjs', start: 'server.js' },
]
const compiled = [
  { name: 'typescript-nodenext', start: 'dist/server.js' },
  { name: 'typescript-bundler', start: 'dist/server.js' },
]

describe.each([...written, ...compiled])('the project $name', ({ name, start }) => {
  let project: Consumer

  beforeAll(async () => {
    project = await consumer(name)
  })

  test('npm installs the packages without a warning', async () => {
    expect(project.install).toMatchObject({ code: 0, stderr: '' })
    expect(await npm(['ls', '--all'], project.folder)).toMatchObject({ code: 0, stderr: '' })
  })

  if (compiled.some((one) => one.name === name))
    test('TypeScript finds nothing wrong in it, declarations of packages included', async () => {
      expect(await npm(['run', '--silent', 'build'], project.folder)).toEqual({ code: 0, stdout: '', stderr: '' })
    })

  test.each(runtimes)('on $title its page tracks what it says', async ({ binary }) => {
    const { code, stdout, stderr } = await run(await binary(), [start], project.folder)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual(tracked)
  })
})
