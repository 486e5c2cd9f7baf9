import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../src/analytical.ts'
import type { AnyProvider } from '../src/provider.ts'
import { type Setting, setting } from '../src/settings/setting.ts'
import { probe } from './probe.ts'

type Kind = Setting<unknown, never>
const kinds: Record<string, Kind> = {
  digits: setting.digits('It.', '4711') as Kind,
  hex: setting.hex('It.', '0123456789abcdef0123456789abcdef') as Kind,
  uuid: setting.uuid('It.', 'b59b0b9e-3c0a-4e21-9d8a-7a2d1c0f4e65') as Kind,
  variableName: setting.variableName('It.', 'dataLayer') as Kind,
  url: setting.url('It.', 'https://stats.example.com/x') as Kind,
  host: setting.host('It.', 'stats.example.com') as Kind,
  domain: setting.domain('It.', '.example.com') as Kind,
  hostAndPath: setting.hostAndPath('It.', 'example.com/matomo') as Kind,
}

function given(kind: string, value: unknown) {
  let read: unknown
  const { problems } = createAnalytical({
    settings: { PROBE_IT: value },
    providers: [
      probe('probe', {
        settings: { PROBE_IT: kinds[kind] },
        csp: ({ PROBE_IT }: { PROBE_IT: unknown }) => {
          read = PROBE_IT
          return {}
        },
      } as Partial<AnyProvider>),
    ],
    onProblems: () => {},
  })
  return { read: read === undefined ? undefined : String(read), problem: problems[0]?.message }
}

describe('a setting', () => {
  test.each<[kind: string, value: unknown, read: string]>([
    ['digits', 4711, '4711'],
    ['hex', ' 0123456789abcdef0123456789abcdef\n', '0123456789abcdef0123456789abcdef'],
    ['uuid', 'B59B0B9E-3C0A-4E21-9D8A-7A2D1C0F4E65', 'B59B0B9E-3C0A-4E21-9D8A-7A2D1C0F4E65'],
    ['variableName', '$layer_1', '$layer_1'],
    ['url', 'https://stats.example.com/x/', 'https://stats.example.com/x'],
    ['host', 'stats.example.com', 'https://stats.example.com'],
    ['host', 'https://stats.example.com/', 'https://stats.example.com'],
    ['host', 'stats.example.com:8443', 'https://stats.example.com:8443'],
    ['hostAndPath', 'example.com/matomo', 'https://example.com/matomo'],
    ['hostAndPath', 'example.com/matomo/', 'https://example.com/matomo'],
  ])('of kind %s takes %j', (kind, value, read) => {
    expect(given(kind, value)).toEqual({ read, problem: undefined })
  })

  test.each<[kind: string, value: unknown, rule: string]>([
    ['digits', '12a', 'must be digits'],
    ['digits', '١٢٣', 'must be digits'],
    ['digits', '123\n4', 'must be digits'],
    ['hex', '0123', 'must be 32 hexadecimal digits'],
    ['hex', 'x'.repeat(32), 'must be 32 hexadecimal digits, your own'],
    ['uuid', 'b59b0b9e', 'must be a UUID'],
    ['uuid', 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx', 'must be a UUID, your own'],
    ['variableName', 'a-b', 'must be the name of a JavaScript variable'],
    ['variableName', '__proto__', 'must be the name of a JavaScript variable'],
    ['variableName', 'YOUR_LAYER', 'must be the name of a JavaScript variable, your own'],
    ['url', 'http://stats.example.com', 'must be reached by https'],
    ['url', 'stats.example.com', 'must be a full https address'],
    ['url', 'https://stats.example.com/?a', 'must not hold a ? or #'],
    ['url', 'https://a;b.example.com', 'must be a full https address'],
    ['url', "https://a'b.example.com", 'must be a full https address'],
    ['host', '12345678', 'must be a host, without a path'],
    ['host', 'GTM-ABC1234', 'must be a host, without a path'],
    ['digits', 'phc_abc', 'must be digits, and this is an id of PostHog'],
    ['digits', 'UA-123456-7', 'must be digits, and this is an id of Google'],
    ['domain', 'https://example.com', 'must be a domain'],
    ['domain', "example.com';x", 'must be a domain'],
    ['domain', 'G-ABCDE12345', 'must be a domain, and this is an id of Google'],
    ['host', 'stats.example.com/x', 'must be a host, without a path'],
    ['host', 'http://stats.example.com', 'must be reached by https'],
    ['host', 'a b.example.com', 'must be a host, without a path'],
    ['hostAndPath', 'example.com/matomo?x', 'must not hold a ? or #'],
    ['hostAndPath', 'javascript:alert(1)', 'must be a host and a path'],
  ])('of kind %s refuses %j', (kind, value, rule) => {
    const { problem } = given(kind, value)
    expect(problem).toMatch(`PROBE_IT ${rule}, like `)
  })

  test('an option that has a setting of its own is refused by its name', () => {
    const options = setting.object('Options.', { a: 1 }, { host: 'PROBE_HOST' })
    expect(options.safeParse({ b: 1 }).success).toBe(true)
    expect(options.safeParse({ host: 'x' }).error?.issues[0]?.message).toBe('must not hold host, which is PROBE_HOST')
  })

  test.each([',', ' , ', '[]'])('that is a list names at least one: %j is wrong', (value) => {
    const { problems } = createAnalytical({ settings: { CLICKY_SITE_ID: value }, onProblems: () => {} })
    expect(problems[0]?.message).toMatch(/^CLICKY_SITE_ID must name at least one, like 12345678/)
  })

  test.each(Object.keys(kinds))('of kind %s refuses an address with a password, and does not print it', (kind) => {
    const { problem } = given(kind, 'https://me:hunter2@stats.example.com')
    expect(problem).toMatch(/^PROBE_IT must /)
    expect(problem).not.toContain('hunter2')
  })

  test.each(Object.keys(kinds))('of kind %s refuses 10,000 characters at once', (kind) => {
    for (const long of ['9'.repeat(10_000), `${'a.'.repeat(5_000)}b`, 'x-'.repeat(5_000), '{'.repeat(10_000)]) {
      expect(given(kind, long).problem).toMatch(/^PROBE_IT must /)
    }
  })
})
