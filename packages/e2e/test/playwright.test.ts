import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const cli = createRequire(import.meta.url).resolve('@playwright/test/cli')
const cwd = fileURLToPath(new URL('..', import.meta.url))

interface Report {
  suites: { specs: { title: string; ok: boolean; tests: { results: { error?: { message: string } }[] }[] }[] }[]
}

/** Runs the tests of test/playwright as a site runs its own. */
function report(): Promise<Report> {
  const { NODE_OPTIONS: _, ...env } = process.env
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, 'test'], { cwd, env }, (_, printed) => resolve(JSON.parse(printed)))
  })
}

test('by @playwright/test the fixture is there for every test, and fails one from which another host is asked', {
  timeout: 180_000,
}, async () => {
  const { suites } = await report()
  const specs = suites.flatMap((suite) => suite.specs)
  const ended = specs.map(({ title, ok, tests }) => ({ title, ok, error: tests[0]?.results[0]?.error?.message }))
  expect(ended).toEqual([
    { title: 'a test has what leaves', ok: true },
    { title: 'a test that does not ask for it reaches no vendor', ok: true },
    {
      title: 'a request to another host fails the test',
      ok: false,
      error: expect.stringContaining("neither the site's nor a vendor's:\n  https://other.example/x"),
    },
  ])
})
