import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { type Consumer, consumer, npm } from '../../src/consumers/install.ts'
import { run } from '../../src/consumers/run.ts'
import { runtimes } from '../../src/consumers/runtimes.ts'

const tsc = fileURLToPath(new URL('../../../../node_modules/typescript/bin/tsc', import.meta.url))

let project: Consumer

beforeAll(async () => {
  project = await consumer('jest')
})

test('npm installs the packages beside Jest', async () => {
  expect(project.install.code).toBe(0)
  expect(await npm(['ls', '--all'], project.folder)).toMatchObject({ code: 0, stderr: '' })
})

test.each(runtimes)('on $title Jest has the matchers, in ES modules and in CommonJS', async ({ binary }) => {
  const flags = ['--no-warnings', '--experimental-vm-modules']
  const { code, stderr } = await run(await binary(), [...flags, 'node_modules/jest/bin/jest.js'], project.folder)
  expect(stderr).toContain('Tests:       3 passed, 3 total')
  expect(code).toBe(0)
})

test('TypeScript knows them', async () => {
  expect(await run(process.execPath, [tsc, '--pretty', 'false'], project.folder)).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  })
})
