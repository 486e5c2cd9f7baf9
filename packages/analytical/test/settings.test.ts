import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createAnalytical } from '../src/analytical.ts'
import { js } from '../src/markup/index.ts'
import { type Problem, SettingsError } from '../src/settings/problem.ts'
import { readSettings } from '../src/settings/read-settings.ts'
import { Secret } from '../src/settings/secret.ts'
import { setting } from '../src/settings/setting.ts'
import { probe } from './probe.ts'

const quiet = { onProblems: () => {} }
const problemsOf = (settings: object): readonly Problem[] => createAnalytical({ settings, ...quiet }).problems
const messagesOf = (settings: object) => problemsOf(settings).map(({ message }) => message)
const thrownBy = (settings: object): SettingsError => {
  try {
    createAnalytical({ settings })
  } catch (error) {
    if (error instanceof SettingsError) return error
    throw error
  }
  throw new Error('no SettingsError was thrown')
}
const fromEnvironment = async (environment: Record<string, string>) => readSettings(undefined, environment)

afterEach(() => {
  vi.restoreAllMocks()
})

describe('what is on', () => {
  test('nothing is on, and nothing is wrong, without settings', () => {
    const { enabled, problems } = createAnalytical({ settings: {} })
    expect({ enabled, problems }).toEqual({ enabled: [], problems: [] })
  })

  test.each<[string, unknown]>([
    ['text', '12345678'],
    ['a number', 12345678],
    ['text with white space around it', ' 12345678\n'],
    ['a list', ['12345678', 87654321]],
    ['a list as text', '12345678, 87654321'],
    ['a list as JSON', '["12345678"]'],
  ])('an account number may be %s', (_, id) => {
    expect(createAnalytical({ settings: { CLICKY_SITE_ID: id } }).enabled).toEqual(['clicky'])
  })

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['false', false],
    ['empty text', ''],
    ['white space', ' \n'],
    ['an empty list', []],
  ])('an account number that is %s is none: the provider is off and nothing is wrong', (_, id) => {
    const { enabled, problems } = createAnalytical({ settings: { CLICKY_SITE_ID: id } })
    expect({ enabled, problems }).toEqual({ enabled: [], problems: [] })
  })

  test('a module with other exports beside the settings will do', () => {
    const settings = { CLICKY_SITE_ID: '1', PORT: 3000, DATABASE_URL: 'x', helper() {}, default: {} }
    expect(createAnalytical({ settings }).enabled).toEqual(['clicky'])
  })

  test('a name that django-analytical has works as well', () => {
    const settings = { GOOGLE_ANALYTICS_GTAG_PROPERTY_ID: 'G-OTHER12345' }
    const html = createAnalytical({ settings }).render('google_analytics', {})
    expect(html).toContain('G-OTHER12345')
  })

  test('the name of today wins over its alias', () => {
    const settings = { GOOGLE_ANALYTICS_GTAG_PROPERTY_ID: 'G-OTHER12345', GOOGLE_ANALYTICS_ID: 'G-ABCDE12345' }
    const html = createAnalytical({ settings }).render('google_analytics', {})
    expect(html).toContain('G-ABCDE12345')
    expect(html).not.toContain('G-OTHER12345')
  })
})

describe('wrong values', () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      'letters in a number',
      { CLICKY_SITE_ID: '1234abcd' },
      'CLICKY_SITE_ID must be digits, like 12345678 (got "1234abcd")',
    ],
    ['digits of another script', { CLICKY_SITE_ID: '١٢٣' }, 'CLICKY_SITE_ID must be digits, like 12345678 (got "١٢٣")'],
    [
      'the wrong one of a list',
      { CLICKY_SITE_ID: ['1', 'x'] },
      'CLICKY_SITE_ID must be digits, like 12345678 (got "x")',
    ],
    [
      'the wrong one of a list as text',
      { CLICKY_SITE_ID: '1, x, 2' },
      'CLICKY_SITE_ID must be digits, like 12345678 (got "x")',
    ],
    [
      'the wrong one of a list as JSON',
      { CLICKY_SITE_ID: '["1","x"]' },
      'CLICKY_SITE_ID must be digits, like 12345678 (got "x")',
    ],
    ['a fraction', { CLICKY_SITE_ID: 12.5 }, 'CLICKY_SITE_ID must be digits, like 12345678 (got 12.5)'],
    ['a boolean', { HUBSPOT_PORTAL_ID: true }, 'HUBSPOT_PORTAL_ID must be digits, like 1234567 (got a boolean)'],
    ['a boolean for a list', { CLICKY_SITE_ID: true }, 'CLICKY_SITE_ID must be digits, like 12345678 (got a boolean)'],
    ['an object', { HUBSPOT_PORTAL_ID: {} }, 'HUBSPOT_PORTAL_ID must be digits, like 1234567 (got an object)'],
    ['a list for one', { HUBSPOT_PORTAL_ID: [1] }, 'HUBSPOT_PORTAL_ID must be digits, like 1234567 (got a list)'],
    [
      'a word that is none of the choice',
      { HUBSPOT_REGION: 'mars' },
      'HUBSPOT_REGION must be one of na1, na2, eu1, ap1, au1, like eu1 (got "mars")',
    ],
    [
      'a boolean that is none',
      { ANALYTICAL_AUTO_IDENTIFY: 'maybe' },
      'ANALYTICAL_AUTO_IDENTIFY must be true or false, like false (got "maybe")',
    ],
    [
      'an address without https',
      { GOOGLE_ANALYTICS_SERVER_CONTAINER_URL: 'http://example.com' },
      'GOOGLE_ANALYTICS_SERVER_CONTAINER_URL must be reached by https, like https://metrics.example.com (got "http://example.com")',
    ],
    [
      'a currency',
      { ANALYTICAL_CURRENCY: 'euro' },
      'ANALYTICAL_CURRENCY must be three capital letters, like EUR (got "euro")',
    ],
    [
      'the example itself',
      { GOOGLE_ANALYTICS_ID: 'G-XXXXXXXXXX' },
      'GOOGLE_ANALYTICS_ID must be the id of a Google tag, your own, like G-ABCDE12345 (got "G-XXXXXXXXXX")',
    ],
    [
      'code',
      { GOOGLE_ANALYTICS_DATA_LAYER: "x'];alert(1);//" },
      'GOOGLE_ANALYTICS_DATA_LAYER must be the name of a JavaScript variable, like googleLayer (got "x\'];alert(1);//")',
    ],
  ])('the message for %s tells setting, rule, example and value', (_, settings, message) => {
    const ids = { HUBSPOT_PORTAL_ID: '1', GOOGLE_ANALYTICS_ID: 'G-ABCDE12345' }
    expect(messagesOf({ ...ids, ...settings })).toEqual([message])
  })

  test('an address with a user name and password is refused', () => {
    const [message, ...more] = messagesOf({
      GOOGLE_ANALYTICS_ID: 'G-ABCDE12345',
      GOOGLE_ANALYTICS_SERVER_CONTAINER_URL: 'https://me:password@example.com',
    })
    expect(more).toEqual([])
    expect(message).toMatch(/^GOOGLE_ANALYTICS_SERVER_CONTAINER_URL must not hold a user name or password, like https:/)
  })

  test('a long value is cut in the message', () => {
    const [message = ''] = messagesOf({ CLICKY_SITE_ID: 'x'.repeat(5000) })
    expect(message.length).toBeLessThan(200)
  })

  test('every error is in one SettingsError', () => {
    const error = thrownBy({
      CLICKY_SITE_ID: 'x',
      HUBSPOT_PORTAL_ID: 'y',
      HUBSPOT_PORTAL: '1',
      ANALYTICAL_SCRIPTS: 'z',
      ANALYTICAL_INTERNAL_IPS: ['300.0.0.1'],
    })
    expect(error.problems.map(({ level, setting, provider }) => [level, setting, provider])).toEqual(
      expect.arrayContaining([
        ['error', 'CLICKY_SITE_ID', 'clicky'],
        ['error', 'HUBSPOT_PORTAL_ID', 'hubspot'],
        ['error', 'HUBSPOT_PORTAL', 'hubspot'],
        ['error', 'ANALYTICAL_SCRIPTS', undefined],
        ['error', 'ANALYTICAL_INTERNAL_IPS', undefined],
      ]),
    )
    expect(error.problems).toHaveLength(5)
    expect(error.message).toMatch(/^5 settings are wrong:\n/)
    for (const { message } of error.problems) expect(error.message).toContain(`  - ${message}`)
  })

  test('one error is announced as one', () => {
    expect(thrownBy({ CLICKY_SITE_ID: 'x' }).message).toMatch(/^A setting is wrong:\n {2}- CLICKY_SITE_ID/)
  })
})

describe('unknown names', () => {
  test.each<[string, string | undefined]>([
    ['CLICKY_SITEID', 'CLICKY_SITE_ID'],
    ['CLICKY_SIET_ID', 'CLICKY_SITE_ID'],
    ['CLICKY_STE_D', 'CLICKY_SITE_ID'],
    ['CLICKY_INTERNAL_IP', 'CLICKY_INTERNAL_IPS'],
    ['ANALYTICAL_DISABLE', 'ANALYTICAL_DISABLED'],
    ['ANALYTICAL_SOMETHING_ELSE', undefined],
  ])('%s, which begins like a setting, is an error', (name, meant) => {
    const [problem, ...more] = problemsOf({ [name]: 'value-of-it' })
    expect(more).toEqual([])
    expect(problem).toMatchObject({ level: 'error', setting: name })
    expect(problem?.didYouMean).toBe(meant)
    expect(problem?.message).toBe(`${name} is no setting${meant ? `: did you mean ${meant}?` : ''}`)
  })

  test('one with the prefix of a service that the site uses is an error', () => {
    const [problem] = problemsOf({ HUBSPOT_PORTAL_ID: '1234567', HUBSPOT_SOMETHING_ELSE: 'value-of-it' })
    expect(problem).toEqual({
      level: 'error',
      setting: 'HUBSPOT_SOMETHING_ELSE',
      provider: 'hubspot',
      message: 'HUBSPOT_SOMETHING_ELSE is no setting',
    })
  })

  test.each(['HUBSPOT_ACCESS_TOKEN', 'SENTRY_DSN', 'HEAP_SIZE_LIMIT'])(
    '%s, with the prefix of a service that the site does not use, may be another part’s of it: a warning',
    (name) => {
      const { problems, enabled } = createAnalytical({
        settings: { [name]: 'value-of-it', CLICKY_SITE_ID: '12345678' },
        ...quiet,
      })
      expect(problems).toMatchObject([
        { level: 'warning', setting: name, message: `${name} is no setting and is ignored` },
      ])
      expect(enabled).toEqual(['clicky'])
    },
  )

  test.each<[string, string]>([
    ['CLIKCY_SITE_ID', 'CLICKY_SITE_ID'],
    ['HUBSPOTT_PORTAL_ID', 'HUBSPOT_PORTAL_ID'],
    ['INTERNAL_IP', 'INTERNAL_IPS'],
  ])('%s, which only nearly begins like a setting, is a warning', (name, meant) => {
    expect(problemsOf({ [name]: 'value-of-it' })).toEqual([
      {
        level: 'warning',
        setting: name,
        message: `${name} is no setting and is ignored: did you mean ${meant}?`,
        didYouMean: meant,
      },
    ])
  })

  test('the provider with the longest name owns an unknown setting', () => {
    const providers = [probe('matomo'), probe('matomo_tag_manager')]
    const { problems } = createAnalytical({ settings: { MATOMO_TAG_MANAGER_UNKNOWN: 1 }, providers, ...quiet })
    expect(problems).toMatchObject([{ provider: 'matomo_tag_manager' }])
  })

  test('a provider that is switched off must exist', () => {
    expect(messagesOf({ ANALYTICAL_DISABLED: ['clicki'] })).toEqual([
      'ANALYTICAL_DISABLED must name providers, like clicky (got "clicki"): did you mean clicky?',
    ])
  })

  test('some but not all required settings are a warning, and the provider is off', () => {
    const { problems, enabled } = createAnalytical({ settings: { HUBSPOT_REGION: 'eu1' }, ...quiet })
    expect(enabled).toEqual([])
    expect(problems).toEqual([
      {
        level: 'warning',
        setting: 'HUBSPOT_PORTAL_ID',
        provider: 'hubspot',
        message: 'HUBSPOT_PORTAL_ID is not set, so HubSpot is off, though other settings of it are there',
      },
    ])
  })
})

describe('what becomes of problems', () => {
  const settings = { CLICKY_SITE_ID: 'x', HUBSPOT_PORTAL_ID: '1', HUPSPOT_REGION: 'eu1' }

  test('unless told, errors are thrown and warnings are not', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    expect(thrownBy(settings).problems.map(({ setting }) => setting)).toEqual(['CLICKY_SITE_ID'])
    expect(() => createAnalytical({ settings: { HUBSPOT_REGION: 'eu1' } })).not.toThrow()
  })

  test('warnings are printed once', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const analytical = createAnalytical({ settings: { HUBSPOT_REGION: 'eu1' } })
    analytical.render('hubspot', {})
    analytical.render('hubspot', {})
    expect(warn.mock.calls).toEqual([
      ['analytical: HUBSPOT_PORTAL_ID is not set, so HubSpot is off, though other settings of it are there'],
    ])
  })

  test('reported, they are printed and only the provider concerned is off', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { enabled, problems } = createAnalytical({ settings, onProblems: 'report' })
    expect(enabled).toEqual(['hubspot'])
    expect(problems.map(({ level }) => level).sort()).toEqual(['error', 'warning'])
    expect(warn.mock.calls.map(([line]) => line).sort()).toEqual(
      problems.map(({ message }) => `analytical: ${message}`).sort(),
    )
  })

  test('a function hears of all of them once, and nothing is printed or thrown', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const told: (readonly Problem[])[] = []
    const { enabled, problems } = createAnalytical({ settings, onProblems: (all) => told.push(all) })
    expect(told).toEqual([problems])
    expect(enabled).toEqual(['hubspot'])
    expect(warn).not.toHaveBeenCalled()
  })

  test('a function is not called where nothing is wrong', () => {
    const told: unknown[] = []
    createAnalytical({ settings: { CLICKY_SITE_ID: 1 }, onProblems: (all) => told.push(all) })
    expect(told).toEqual([])
  })

  test('with a wrong setting of the kit itself, reported, nothing is on', () => {
    const { enabled } = createAnalytical({ settings: { CLICKY_SITE_ID: '1', ANALYTICAL_INTERNAL_IPS: 'x' }, ...quiet })
    expect(enabled).toEqual([])
  })

  test('explain tells why a provider is off', () => {
    const analytical = createAnalytical({ settings: { ...settings, ANALYTICAL_DISABLED: ['hubspot'] }, ...quiet })
    const reasons = Object.fromEntries(analytical.explain({}).map(({ provider, reason }) => [provider, reason]))
    expect(reasons).toMatchObject({
      clicky: 'its settings are wrong',
      google_analytics: 'GOOGLE_ANALYTICS_ID not set',
      hubspot: 'switched off by ANALYTICAL_DISABLED',
      performable: 'Performable ended after HubSpot bought it in 2011',
    })
  })
})

describe('secrets', () => {
  const value = 'correct horse battery staple'

  test('a value of a secret setting is in no message', () => {
    const [message, ...more] = messagesOf({ ANALYTICAL_IDENTITY_SECRET: 'hunter2' })
    expect(more).toEqual([])
    expect(message).toBe('ANALYTICAL_IDENTITY_SECRET must be a secret of at least 16 characters')
  })

  test('a value of an unknown name is in no message', () => {
    const messages = messagesOf({ ANALYTICAL_IDENTITY_SECRETT: value, CLICKY_API_TOKEN: value, CLIKCY_SITE_ID: value })
    expect(messages).toHaveLength(3)
    expect(messages.join()).not.toContain(value)
  })

  test('a secret signs', () => {
    expect(setting.secret('A secret.').parse(` ${value} `).hmac('žluť')).toBe(new Secret(value).hmac('žluť'))
  })

  test.each<[string, (secret: Secret) => unknown]>([
    ['a template string', (secret) => `${secret}`],
    ['String', (secret) => String(secret)],
    ['JSON.stringify', (secret) => JSON.stringify({ secret })],
  ])('a secret printed by %s throws', (_, print) => {
    expect(() => print(new Secret(value))).toThrow(TypeError)
  })

  test('a secret inspected shows nothing', () => {
    expect(inspect(new Secret(value), { showHidden: true, depth: null })).not.toContain(value)
    expect(Object.values(new Secret(value))).toEqual([])
  })

  test('a secret that a provider sends as data is an error, and the tag renders nothing', () => {
    const errors: string[] = []
    const leaky = probe('leaky', {
      settings: { LEAKY_KEY: setting.secret('A key.') },
      tags: {
        leaky: { position: 'body_bottom', data: (_: unknown, { LEAKY_KEY }) => LEAKY_KEY, script: () => js`f(data)` },
      },
    })
    const onError = (error: unknown) => errors.push(String(error))
    const analytical = createAnalytical({ settings: { LEAKY_KEY: value }, providers: [leaky], onError })
    expect(analytical.render('leaky', {})).toBe('')
    expect(errors).toEqual(['TypeError: a secret setting cannot be serialised: it offers hmac(text) only'])
  })
})

describe('the environment', () => {
  test('lies over the file', async () => {
    const settings = { CLICKY_SITE_ID: '1', ...(await fromEnvironment({ CLICKY_SITE_ID: '2' })) }
    expect(createAnalytical({ settings }).render('clicky', {})).toContain('concat([2])')
  })

  test('empty text in it is absent, so that the file’s value stays', async () => {
    const settings = { CLICKY_SITE_ID: '1', ...(await fromEnvironment({ CLICKY_SITE_ID: ' ' })) }
    expect(createAnalytical({ settings }).render('clicky', {})).toContain('concat([1])')
  })

  test('an alias in it lies over the name of today in the file', async () => {
    const environment = await fromEnvironment({ GOOGLE_ANALYTICS_GTAG_PROPERTY_ID: 'G-OTHER12345' })
    const html = createAnalytical({ settings: { GOOGLE_ANALYTICS_ID: 'G-ABCDE12345', ...environment } }).render(
      'google_analytics',
    )
    expect(html).toContain('G-OTHER12345')
    expect(html).not.toContain('G-ABCDE12345')
  })

  test.each<[string, string, string]>([
    ['yes', 'ANALYTICAL_AUTO_IDENTIFY', 'yes'],
    ['a boolean with white space', 'ANALYTICAL_AUTO_IDENTIFY', ' false\n'],
    ['a list with commas', 'ANALYTICAL_INTERNAL_IPS', '10.0.0.0/8, ::1'],
    ['a list with spaces', 'ANALYTICAL_INTERNAL_IPS', '10.0.0.0/8 loopback '],
    ['a list as JSON', 'ANALYTICAL_INTERNAL_IPS', '["10.0.0.0/8"]'],
    ['an object as JSON', 'GOOGLE_ANALYTICS_CONFIG', '{"cookie_flags":"Secure"}'],
    ['a number of proxies', 'ANALYTICAL_TRUSTED_PROXIES', ' 2 '],
    ['a list of proxies', 'ANALYTICAL_TRUSTED_PROXIES', 'loopback, 10.0.0.0/8'],
    ['a list of proxies with a Unix socket', 'ANALYTICAL_TRUSTED_PROXIES', 'unix, 10.0.0.0/8'],
    ['a list of proxies with white space around it', 'ANALYTICAL_TRUSTED_PROXIES', ' 10.0.0.1\n'],
    ['true, to switch all off', 'ANALYTICAL_DISABLED', 'true'],
    ['true with white space around it, to switch all off', 'ANALYTICAL_DISABLED', ' true\n'],
    ['a list of providers', 'ANALYTICAL_DISABLED', 'hubspot, clicky'],
  ])('a value may be written as %s', async (_, name, value) => {
    const environment = await fromEnvironment({ GOOGLE_ANALYTICS_ID: 'G-ABCDE12345', [name]: value })
    expect(messagesOf(environment)).toEqual([])
  })

  test('only declared names are taken from it, and it may hold anything else', async () => {
    const environment = await fromEnvironment({
      PATH: '/bin',
      SENTRY_AUTH_TOKEN: 'secret',
      ANALYTICAL_BUILD_NUMBER: 'x',
      CLICKY_REPORTING_PASSWORD: 'secret',
      HUBSPOT_PRIVATE_APP_ACCESS_TOKEN: 'secret',
    })
    expect(messagesOf(environment)).toEqual([])
  })

  test('a near miss in it is a warning, without its value', async () => {
    const problems = problemsOf(await fromEnvironment({ CLICKY_SITEID: '12345678' }))
    expect(problems).toEqual([
      {
        level: 'warning',
        setting: 'CLICKY_SITEID',
        message: 'CLICKY_SITEID is no setting and is ignored: did you mean CLICKY_SITE_ID?',
        didYouMean: 'CLICKY_SITE_ID',
      },
    ])
  })

  test('a wrong value in it is an error', async () => {
    const environment = await fromEnvironment({ CLICKY_SITE_ID: 'abc' })
    expect(thrownBy(environment).message).toContain('CLICKY_SITE_ID must be digits, like 12345678 (got "abc")')
  })

  test('is the process’s own unless another is given', async () => {
    vi.stubEnv('CLICKY_SITE_ID', '4711')
    const settings = await readSettings()
    expect(createAnalytical({ settings }).render('clicky', {})).toContain('concat([4711])')
    vi.unstubAllEnvs()
  })

  test('is not looked at unless readSettings is asked for it', () => {
    vi.stubEnv('CLICKY_SITE_ID', '4711')
    expect(createAnalytical({ settings: {} }).enabled).toEqual([])
    vi.unstubAllEnvs()
  })

  test('does not show in the settings, so that printing them prints no environment', async () => {
    expect(JSON.stringify(await fromEnvironment({ OTHER_SECRET: 'x' }))).toBe('{}')
    expect(Object.keys(await fromEnvironment({ OTHER_SECRET: 'x' }))).toEqual([])
  })
})

describe('a settings file', () => {
  let folder = ''
  const file = async (name: string, text: string) => {
    const path = join(folder, name)
    await writeFile(path, text)
    return path
  }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'analytical-settings-'))
    await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  })
  afterAll(() => rm(folder, { recursive: true }))

  test.each<[string, string, string]>([
    ['a module with named exports', 'named.mjs', `export const CLICKY_SITE_ID = '77'`],
    ['a module with a default export', 'default.mjs', `export default { CLICKY_SITE_ID: '77' }`],
    ['a module with both', 'both.js', `export default { CLICKY_SITE_ID: '1' }\nexport const CLICKY_SITE_ID = '77'`],
    ['a .js file', 'settings.js', `export const CLICKY_SITE_ID = 77`],
    ['JSON', 'settings.json', '{"CLICKY_SITE_ID":["77"]}'],
  ])('may be %s', async (_, name, text) => {
    const settings = await readSettings(await file(name, text), {})
    expect(createAnalytical({ settings }).render('clicky', {})).toContain('concat([77])')
  })

  test('may be given as a file URL', async () => {
    const path = pathToFileURL(await file('url.json', '{"CLICKY_SITE_ID":"77"}'))
    expect(await readSettings(path, {})).toMatchObject({ CLICKY_SITE_ID: '77' })
  })

  test('has the environment laid over it', async () => {
    const path = await file('under.json', '{"CLICKY_SITE_ID":"1","HUBSPOT_PORTAL_ID":"2"}')
    const analytical = createAnalytical({ settings: await readSettings(path, { CLICKY_SITE_ID: '99' }) })
    expect(analytical.render('clicky', {})).toContain('concat([99])')
    expect(analytical.enabled).toEqual(['clicky', 'hubspot'])
  })

  test('keeps the environment when it is spread into an object', async () => {
    const path = await file('spread.json', '{}')
    const settings = { ...(await readSettings(path, { CLICKY_SITE_ID: '99' })), HUBSPOT_PORTAL_ID: '1' }
    expect(createAnalytical({ settings }).enabled).toEqual(['clicky', 'hubspot'])
  })

  test.each<[string, string, string | undefined, RegExp]>([
    ['that is missing', 'missing.js', undefined, /missing\.js could not be read: there is no such file$/],
    ['that is missing JSON', 'missing.json', undefined, /missing\.json could not be read: there is no such file$/],
    ['that is empty', 'empty.js', '\n', /empty\.js could not be read: it is empty$/],
    ['that is empty JSON', 'empty.json', '', /empty\.json could not be read: it is empty$/],
    ['that throws', 'throws.mjs', `\nthrow new Error('down')`, /throws\.mjs could not be read: down/],
    ['that throws text', 'text.mjs', `throw 'down'`, /text\.mjs could not be read: down$/],
    ['that throws nothing', 'undefined.mjs', 'throw undefined', /undefined\.mjs could not be read: undefined$/],
    ['with a mistake in it', 'mistake.mjs', 'export const = 1', /mistake\.mjs could not be read/],
    ['that imports what is not there', 'lost.mjs', `import 'lost-package'`, /could not be read: .*lost-package/],
    [
      'that exports a promise',
      'promise.mjs',
      'export default Promise.reject(1)',
      /a promise of its settings: write await/,
    ],
    ['of TypeScript', 'settings.ts', 'export const A = 1', /of TypeScript, name the file that it is built to$/],
    ['of another kind', 'settings.yaml', 'CLICKY_SITE_ID: 1', /from \.js, \.mjs or \.json files.*settings\.yaml/],
    ['with JSON that is none', 'none.json', '{', /none\.json could not be read/],
    ['that holds a list', 'list.json', '[]', /must export its settings by name or as one object/],
    ['that holds null', 'null.json', 'null', /must export its settings by name or as one object/],
    ['that exports a function', 'function.mjs', 'export default () => ({})', /must export its settings/],
    ['that exports nothing', 'nothing.mjs', 'const CLICKY_SITE_ID = 1', /must export its settings/],
  ])('%s is an error that names it', async (_, name, text, reason) => {
    const path = text === undefined ? join(folder, name) : await file(name, text)
    await expect(readSettings(path, {})).rejects.toThrow(reason)
    await expect(readSettings(path, {})).rejects.toThrow(path)
  })

  test('with a mistake beside a secret is an error without the secret', async () => {
    const path = await file('secret.json', '{ "ANALYTICAL_IDENTITY_SECRET": hunter2hunter2hunter2 }')
    const error = await readSettings(path, {}).catch((error) => error)
    expect(error).toBeInstanceOf(Error)
    expect(inspect(error)).not.toContain('hunter')
  })
})
