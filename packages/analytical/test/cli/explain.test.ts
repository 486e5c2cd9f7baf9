import { describe, expect, test } from 'vitest'
import { called, clicky, settingsFile } from './called.ts'

const settings = {
  ...clicky,
  HUBSPOT_PORTAL_ID: '1234567',
  ANALYTICAL_INTERNAL_IPS: ['10.0.0.0/8'],
  ANALYTICAL_SENSITIVE_PATHS: ['/account'],
}
const explain = (args: readonly string[], more: object = {}) =>
  called(['explain', ...args], settingsFile({ ...settings, ...more }))

const required = { ANALYTICAL_CONSENT: 'required' }

describe('explain tells the verdict on a page', () => {
  test.each<[string, string[], RegExp, object?]>([
    ['for anybody', [], /^Clicky +clicky +render +\d+ +nothing speaks against it$/m],
    ['from the office', ['--ip', '10.1.2.3'], /^Clicky +clicky +comment +\d+ +internal IP address$/m],
    ['for a robot', ['--user-agent', 'Googlebot'], /^Clicky +clicky +omit +0 +a robot, by its user agent$/m],
    ['with a header', ['--header', 'Sec-GPC: 1'], /^HubSpot +hubspot +omit +0 +the visitor asks not to be shared/m],
    [
      'at an address',
      ['--url', 'https://a.example/account/x?y'],
      /^Clicky +clicky +omit +0 +the page is marked as sensitive$/m,
    ],
    [
      'on another host',
      ['--url', 'https://b.example/'],
      /the host b\.example is not on ANALYTICAL_HOSTS/,
      { ANALYTICAL_HOSTS: 'a.example' },
    ],
    ['on the host that is listed', [], /^Clicky +clicky +render/m, { ANALYTICAL_HOSTS: '*.a.example' }],
    ['before the choice', [], /^Clicky +clicky +hold +\d+ +consent for analytics is pending$/m, required],
    ['with consent', ['--consent', 'analytics=granted'], /^Clicky +clicky +render/m, required],
    ['with consent for other things', ['--consent', 'analytics=granted'], /^HubSpot +hubspot +hold/m, required],
    ['with consent for all', ['--consent', 'granted'], /^HubSpot +hubspot +render/m, required],
    [
      'with a refusal',
      ['--consent', 'denied'],
      /^Clicky +clicky +omit +0 +consent for analytics is refused$/m,
      required,
    ],
    [
      'behind a proxy',
      ['--header', 'X-Forwarded-For: 10.9.9.9'],
      /^Clicky +clicky +comment/m,
      { ANALYTICAL_TRUSTED_PROXIES: 1 },
    ],
    [
      'with a variable',
      ['--variable', 'analytical_disabled=true'],
      /^Clicky +clicky +omit +0 +switched off by analytical_disabled$/m,
    ],
  ])('%s', async (_, args, line, more) => {
    const { code, out, err } = await explain(args, more)
    expect(out).toMatch(line)
    expect(err).toBe('')
    expect(code).toBe(0)
  })

  test('of the services that are on, and says how many more there are', async () => {
    const { out } = await explain([])
    expect(out).not.toContain('Hotjar')
    expect(out).toMatch(/^\d+ more tags belong to services that are off: --all shows them\.$/m)
    expect((await explain(['--all'])).out).toMatch(/^Hotjar +hotjar +omit +0 +HOTJAR_SITE_ID not set$/m)
  })

  test('with what is kept back', async () => {
    const { out } = await explain(['--user', '{"username":"jeff","email":"jeff@example.com"}'])
    expect(out).toMatch(/^ {2}.*e-mail/m)
  })
})

describe('explain shows the markup', () => {
  test('with the name of the signed-in user', async () => {
    const { out } = await explain(['--user', 'jeff'])
    expect(out).toMatch(/^analytical_body_bottom\n<script nonce=/m)
    expect(out).toContain('"username":"jeff"')
  })

  test('with the record of the user', async () => {
    const { out } = await explain(['--user', '{"username":"mara"}'])
    expect(out).toContain('"username":"mara"')
  })

  test('with the variables of the page', async () => {
    const { out } = await explain(['--variable', 'analytical_goal={"id":5}', '--variable', 'clicky_title=Rhymes'])
    expect(out).toContain('"goal":{"id":5}')
    expect(out).toContain('"title":"Rhymes"')
  })

  test('of one service alone', async () => {
    const { out } = await explain(['--provider', 'clicky'])
    expect(out).toContain('static.getclicky.com')
    expect(out).not.toContain('hs-scripts.com')
    expect(out).not.toContain('HubSpot')
    expect(out).toMatch(/^clicky\n<script/m)
  })

  test('of one that is off, why', async () => {
    const { out } = await explain(['--provider', 'hotjar'])
    expect(out).toBe(
      ['service  tag     verdict  bytes  reason', 'Hotjar   hotjar  omit         0  HOTJAR_SITE_ID not set', ''].join(
        '\n',
      ),
    )
  })
})

test('explain --json has verdicts and markup', async () => {
  const { out } = await explain(['--json', '--user', 'jeff', '--provider', 'clicky'])
  const { verdicts, markup } = JSON.parse(out)
  expect(verdicts).toEqual([
    {
      provider: 'clicky',
      title: 'Clicky',
      tag: 'clicky',
      position: 'body_bottom',
      action: 'render',
      reason: 'nothing speaks against it',
      bytes: Buffer.byteLength(markup.clicky),
      notes: [],
    },
  ])
  expect(Object.keys(markup)).toEqual(['clicky'])
})

describe('explain says what it cannot do with an argument', () => {
  test.each<[string, string[], string, object?]>([
    ['a provider that is none', ['--provider', 'clikcy'], 'clikcy is no provider: did you mean clicky?'],
    [
      'consent for what nobody is asked',
      ['--consent', 'analytic=granted'],
      'consent tells of "analytic", which is not asked for: did you mean analytics?',
      required,
    ],
  ])('%s', async (_, args, message, more) => {
    const { code, out, err } = await explain(args, more)
    expect(err).toBe(`analytical: ${message}\n`)
    expect(out).toBe('')
    expect(code).toBe(2)
  })

  test('consent where the site asks for none, and goes on', async () => {
    const { code, err } = await explain(['--consent', 'granted'])
    expect(err).toContain("consent changes nothing here: the settings do not say ANALYTICAL_CONSENT = 'required'")
    expect(code).toBe(0)
  })

  test('a variable of the wrong shape, once', async () => {
    const { err } = await explain(['--variable', 'analytical_split=b'])
    expect(err.match(/analytical_split/g)).toHaveLength(1)
  })
})
