import { describe, expect, test } from 'vitest'
import { called, clicky, settingsFile } from './called.ts'

const csp = (args: readonly string[], more: object = {}) =>
  called(['csp', ...args], settingsFile({ ...clicky, ...more }))
const island = { ANALYTICAL_SCRIPTS: 'island' }

describe('csp prints a header', () => {
  test("that adds the hosts to default-src 'self'", async () => {
    const { code, out, err } = await csp([])
    expect(out).toBe(
      "default-src 'self'; script-src 'self' https://static.getclicky.com https://in.getclicky.com https://clicky.com; connect-src 'self' https://in.getclicky.com; img-src 'self' https://in.getclicky.com; style-src 'self' https://static.getclicky.com\n",
    )
    expect(err).toContain("script-src needs the nonce of each page as well, like 'nonce-rAnd0m'")
    expect(code).toBe(0)
  })

  test('that adds them to the policy there is', async () => {
    const { out } = await csp(['--policy', "img-src 'self'; frame-ancestors 'none'"])
    expect(out).toBe("img-src 'self' https://in.getclicky.com; frame-ancestors 'none'\n")
  })

  test('with hashes, and no word of a nonce', async () => {
    const { out, err } = await csp([], island)
    expect(out).toMatch(/script-src 'self' .*'sha256-[^']+'/)
    expect(err).toBe('')
  })

  test.each([
    ['allows any inline script', "script-src 'self' 'unsafe-inline'"],
    ['has a nonce', "script-src 'nonce-abc'"],
    ['restricts no scripts', "img-src 'self'"],
  ])('without a word of a nonce where the policy %s', async (_, policy) => {
    expect((await csp(['--policy', policy])).err).toBe('')
  })
})

describe('csp --format helmet', () => {
  test('prints what helmet takes, the nonce in it', async () => {
    const { out } = await csp(['--format', 'helmet', '--policy', "default-src 'self'; upgrade-insecure-requests"])
    const { useDefaults, directives } = new Function(`return ${out}`)()
    expect(useDefaults).toBe(false)
    expect(directives).toMatchObject({
      defaultSrc: ["'self'"],
      upgradeInsecureRequests: [],
      imgSrc: ["'self'", 'https://in.getclicky.com'],
    })
    const nonce = directives.scriptSrc.find((source: unknown) => typeof source === 'function')
    expect(nonce({}, { locals: { cspNonce: 'abc' } })).toBe("'nonce-abc'")
  })

  test('prints no nonce where hashes do', async () => {
    const { out } = await csp(['--format', 'helmet'], island)
    expect(out).not.toContain('nonce')
    expect(new Function(`return ${out}`)().directives.scriptSrc.join()).toContain('sha256-')
  })
})

describe('csp --format meta', () => {
  test('prints an element', async () => {
    const { out, err } = await csp(['--format', 'meta'], island)
    expect(out).toMatch(/^<meta http-equiv="Content-Security-Policy" content="default-src 'self'; [^"]+">\n$/)
    expect(err).toBe('')
  })

  test('leaves out what counts in a header only, and says so', async () => {
    const { out, err } = await csp(
      ['--format', 'meta', '--policy', "default-src 'self'; frame-ancestors 'none'; report-uri /x"],
      island,
    )
    expect(out).not.toMatch(/frame-ancestors|report-uri/)
    expect(err).toContain('analytical: frame-ancestors is left out: it counts in a header only')
    expect(err).toContain('analytical: report-uri is left out: it counts in a header only')
  })

  test('says that a page made once has no nonce', async () => {
    expect((await csp(['--format', 'meta'])).err).toContain("set ANALYTICAL_SCRIPTS = 'island'")
  })
})

test('csp --json has directives and header', async () => {
  const { out, err } = await csp(['--json'])
  const { directives, header, needsNonce } = JSON.parse(out)
  expect(directives['img-src']).toEqual(["'self'", 'https://in.getclicky.com'])
  expect(`${header}\n`).toBe((await csp([])).out)
  expect(needsNonce).toBe(true)
  expect(err).toBe('')
})

test.each([
  ['a policy that is malformed', ['--policy', 'script-src self'], "script-src has self without quotes: write 'self'"],
  ['a format that is none', ['--format', 'nginx'], 'Allowed choices are header, helmet, meta.'],
])('csp refuses %s', async (_, args, message) => {
  const { code, out, err } = await csp(args)
  expect(err).toContain(message)
  expect(out).toBe('')
  expect(code).toBe(2)
})

test('csp says which service cannot work under the policy', async () => {
  const { out, err } = await csp(['--policy', "script-src 'strict-dynamic'"], {
    ...island,
    OPTIMIZELY_PROJECT_ID: '1234567',
  })
  expect(err).toContain("Optimizely loads a file by an element, which 'strict-dynamic' refuses without a nonce")
  expect(out).toContain('optimizely')
})
