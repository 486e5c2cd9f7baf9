import { describe, expect, test } from 'vitest'
import { called, clicky, settingsFile } from './called.ts'

const check = (settings: object, ...args: string[]) => called(['check', ...args], settingsFile(settings))
const json = async (settings: object, ...args: string[]) => JSON.parse((await check(settings, '--json', ...args)).out)

describe('check tells what is on', () => {
  test('with what it writes into a page, and the hosts it needs', async () => {
    const { code, out } = await check({ ...clicky, GOOGLE_ANALYTICS_ID: 'G-ABCDE12345' })
    expect(code).toBe(0)
    expect(out).toMatch(/^settings\.json: 2 services on$/m)
    expect(out).toMatch(
      /^ {2}Clicky +analytics +[1-9]\d+ bytes\n {4}clicky\.com in\.getclicky\.com static\.getclicky\.com$/m,
    )
    expect(out).toMatch(/^ {2}Google Analytics +analytics +[1-9]\d+ bytes$/m)
    expect(out).toContain('Nothing is wrong.')
  })

  test('and not the many for which nothing is set, unless it is asked to', async () => {
    expect((await check(clicky)).out).not.toContain('Hotjar')
    expect((await check(clicky, '--all')).out).toMatch(/^ {2}Hotjar +HOTJAR_SITE_ID not set$/m)
  })

  test('with no service at all', async () => {
    const { code, out } = await check({})
    expect(out).toContain('Nothing is wrong, and nothing is on.')
    expect(code).toBe(0)
  })

  test.each([
    ['a list of hosts', { ANALYTICAL_HOSTS: ['*.example.com'] }],
    ['consent that is required', { ANALYTICAL_CONSENT: 'required' }],
    [
      'internal addresses, and unknown ones that count so',
      { ANALYTICAL_INTERNAL_IPS: 'private', ANALYTICAL_UNKNOWN_IP: 'internal' },
    ],
    ['a trusted proxy', { ANALYTICAL_TRUSTED_PROXIES: 1 }],
  ])('by its real size, with %s', async (_, settings) => {
    const [plain] = (await json(clicky)).on
    const [on] = (await json({ ...clicky, ...settings })).on
    expect(on.bytes).toBeGreaterThanOrEqual(plain.bytes)
  })
})

describe('check tells what is off and why', () => {
  test.each<[string, object, RegExp]>([
    ['a service that lacks a setting', { MATOMO_SITE_ID: '3' }, /^ {2}Matomo +MATOMO_DOMAIN_PATH not set$/m],
    [
      'one that is switched off',
      { ...clicky, ANALYTICAL_DISABLED: ['clicky'] },
      /^ {2}Clicky +switched off by ANALYTICAL_DISABLED$/m,
    ],
    ['one with a wrong setting', { CLICKY_SITE_ID: 'x' }, /^ {2}Clicky +its settings are wrong$/m],
    ['one that has ended', { PERFORMABLE_API_KEY: 'abc' }, /^ {2}Performable +Performable ended/m],
  ])('%s', async (_, settings, line) => {
    expect((await check(settings)).out).toMatch(line)
  })
})

describe('check tells what is wrong', () => {
  test.each<[string, object, string]>([
    ['a wrong value', { CLICKY_SITE_ID: '1234abcd' }, 'CLICKY_SITE_ID must be digits, like 12345678 (got "1234abcd")'],
    [
      'a mistyped name',
      { ...clicky, HUBSPOT_PORTL_ID: '1' },
      'HUBSPOT_PORTL_ID is no setting: did you mean HUBSPOT_PORTAL_ID?',
    ],
  ])('%s, with exit code 1', async (_, settings, message) => {
    const { code, out, err } = await check(settings)
    expect(out).toContain(`\nWrong\n  ${message}\n`)
    expect(out).toContain('1 wrong, 0 warnings.')
    expect(err).toBe('')
    expect(code).toBe(1)
  })

  test('a warning, which counts only where it is asked to be strict', async () => {
    const retired = { ...clicky, PERFORMABLE_API_KEY: 'abc' }
    const { code, out } = await check(retired)
    expect(out).toContain('\nTo look at\n  PERFORMABLE_API_KEY is ignored: Performable ended')
    expect(out).toContain('0 wrong, 1 warning.')
    expect(code).toBe(0)
    expect((await check(retired, '--strict')).code).toBe(1)
    expect((await check(clicky, '--strict')).code).toBe(0)
  })

  test.each([
    ['right', 'hunter2hunter2hunter2', 0],
    ['wrong', 'hunter2', 1],
  ])('and no secret, be it %s', async (_, ANALYTICAL_IDENTITY_SECRET, expected) => {
    for (const args of [['--all'], ['--json']]) {
      const { code, out, err } = await check({ ...clicky, ANALYTICAL_IDENTITY_SECRET }, ...args)
      expect(code).toBe(expected)
      expect(out + err).not.toContain('hunter2')
    }
  })
})

describe('check --json', () => {
  test('has the same report, whole', async () => {
    const report = await json({ ...clicky, HUBSPOT_PORTAL_ID: 'x', MATOMO_SITE_ID: '3' })
    expect(Object.keys(report)).toEqual(['file', 'ok', 'on', 'off', 'problems', 'failures'])
    expect(report).toMatchObject({ file: 'settings.json', ok: false, failures: [] })
    expect(report.on).toEqual([
      {
        name: 'clicky',
        title: 'Clicky',
        category: 'analytics',
        bytes: expect.any(Number),
        hosts: ['https://clicky.com', 'https://in.getclicky.com', 'https://static.getclicky.com'],
      },
    ])
    expect(report.off).toContainEqual({
      name: 'matomo',
      title: 'Matomo',
      reason: 'MATOMO_DOMAIN_PATH not set',
      mentioned: true,
    })
    expect(report.off).toContainEqual(expect.objectContaining({ name: 'hotjar', mentioned: false }))
    expect(report.problems.map(({ level, setting }: { level: string; setting: string }) => [level, setting])).toEqual([
      ['error', 'HUBSPOT_PORTAL_ID'],
      ['warning', 'MATOMO_DOMAIN_PATH'],
    ])
  })

  test('says that all is well', async () => {
    expect(await json(clicky)).toMatchObject({ ok: true, problems: [] })
  })
})

describe('the environment', () => {
  test('is laid over the file', async () => {
    const { out } = await called(['check'], settingsFile(clicky), { HUBSPOT_PORTAL_ID: '1234567' })
    expect(out).toMatch(/2 services on/)
  })

  test('is enough by itself', async () => {
    const { code, out } = await called(['check', '--environment'], settingsFile({ HOTJAR_SITE_ID: '5' }), clicky)
    expect(out).toMatch(/^The environment: 1 service on/)
    expect(out).toMatch(/^ {2}Clicky/m)
    expect(code).toBe(0)
  })

  test('warns of a name that is nearly right, without its value', async () => {
    const { out } = await called(['check', '--environment'], {}, { CLICKY_SITE_IDD: 'hunter2' })
    expect(out).toContain('CLICKY_SITE_IDD is no setting and is ignored: did you mean CLICKY_SITE_ID?')
    expect(out).not.toContain('hunter2')
  })
})
