import fc from 'fast-check'
// @ts-expect-error: proxy-addr comes without types.
import untypedProxyAddr from 'proxy-addr'
import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../src/analytical.ts'
import { clientAddress } from '../src/client-ip.ts'
import type { TrustedProxies } from '../src/trusted-proxies.ts'
import { runs } from './hostile/texts.ts'
import { site } from './probe.ts'

const proxyAddr = untypedProxyAddr as (
  request: object,
  trust: readonly string[] | ((address: string, distance: number) => boolean),
) => string

const client = '203.0.113.7'
const proxy = '10.0.0.1'
const request = (headers: Record<string, string | string[]>, remoteAddress: string | undefined = proxy) => ({
  headers,
  socket: { remoteAddress },
})
const forwardedFor = (value: string | string[], proxies: TrustedProxies = ['private'], socket?: string) =>
  clientAddress(request({ 'x-forwarded-for': value }, socket), { proxies })
const forwarded = (value: string, proxies: TrustedProxies = ['private']) =>
  clientAddress(request({ forwarded: value }), { proxies, header: 'forwarded' })

describe('whom to believe', () => {
  test.each<[string, string, TrustedProxies, string | undefined]>([
    ['one proxy', client, 1, client],
    ['one proxy, what the client typed left of it', `8.8.8.8, ${client}`, 1, client],
    ['two proxies', `8.8.8.8, ${client}, 10.0.0.2`, 2, client],
    ['more proxies than entries', client, 5, client],
    ['a list', `8.8.8.8, ${client}, 10.0.0.2`, ['10.0.0.0/8'], client],
    ['a list of names', `8.8.8.8, ${client}, 192.168.1.1`, ['loopback', 'private'], client],
    ['a list that does not name the socket’s address', client, ['192.168.0.0/16'], proxy],
    ['an empty list', client, [], proxy],
    ['all of them', `8.8.8.8, 10.0.0.2`, ['0.0.0.0/0'], '8.8.8.8'],
    ['a function of the address', `8.8.8.8, ${client}, 10.0.0.2`, (address) => address.startsWith('10.'), client],
    ['a function of the distance', `8.8.8.8, ${client}, 10.0.0.2`, (_, distance) => distance < 2, client],
    ['nobody, by a function', client, () => false, proxy],
  ])('%s', (_, header, proxies, expected) => {
    expect(forwardedFor(header, proxies)).toBe(expected)
  })

  test('without the header it is the socket’s address', () => {
    expect(clientAddress(request({}), { proxies: 1 })).toBe(proxy)
    expect(clientAddress(request({ 'x-forwarded-for': '' }), { proxies: 1 })).toBe(proxy)
  })

  test('without a socket it cannot be told', () => {
    expect(clientAddress({ headers: {} }, { proxies: 1 })).toBeUndefined()
    expect(clientAddress({ headers: { 'x-forwarded-for': client }, socket: null }, { proxies: 1 })).toBeUndefined()
  })

  describe('a Unix socket', () => {
    const socket = { remoteAddress: undefined, localAddress: undefined, destroyed: false }
    const ask = (header: string, proxies: TrustedProxies, at: object | null = socket) =>
      clientAddress({ headers: header === '' ? {} : { 'x-forwarded-for': header }, socket: at }, { proxies })

    test.each<[string, TrustedProxies, string | undefined]>([
      ['one proxy', 1, client],
      ['none', 0, undefined],
      ['a list with unix', ['unix'], client],
      ['a list without', ['loopback', 'private', '0.0.0.0/0', '::/0'], undefined],
      ['a function that knows it', (address) => address === 'unix', client],
      ['a function of addresses', (address) => address.startsWith('10.'), undefined],
    ])('%s', (_, proxies, expected) => {
      expect(ask(`8.8.8.8, ${client}`, proxies)).toBe(expected)
    })

    test('and a proxy before the one that connects by it', () => {
      expect(ask(`8.8.8.8, ${client}, 10.0.0.2`, ['unix', '10.0.0.0/8'])).toBe(client)
      expect(ask(`8.8.8.8, ${client}, 10.0.0.2`, 2)).toBe(client)
    })

    test('nobody can type that he comes by one', () => {
      expect(ask(`${client}, unix`, ['unix'])).toBeUndefined()
      expect(ask(`${client}, unix`, ['loopback', 'unix'], { remoteAddress: '127.0.0.1' })).toBeUndefined()
    })

    test('without the header, or with another kind of socket, it cannot be told', () => {
      expect(ask('', ['unix'])).toBeUndefined()
      expect(ask(client, 1, { ...socket, destroyed: true })).toBeUndefined()
      expect(ask(client, 1, { ...socket, localAddress: '127.0.0.1' })).toBeUndefined()
      expect(ask(client, 1, {})).toBeUndefined()
    })
  })

  test('several headers of the same name are one list', () => {
    expect(forwardedFor(['8.8.8.8', client])).toBe(client)
  })

  test('the socket’s address comes without its zone and its IPv6 wrapping', () => {
    expect(forwardedFor('', 1, '::ffff:203.0.113.7')).toBe(client)
    expect(forwardedFor(client, ['loopback'], '::ffff:127.0.0.1')).toBe(client)
    expect(forwardedFor('', 1, 'fe80::1%eth0')).toBe('fe80::1')
  })
})

describe('forms of an address in X-Forwarded-For', () => {
  test.each<[string, string, string | undefined]>([
    ['an address', client, client],
    ['a chain', `${client}, 10.0.0.2, 10.0.0.3`, client],
    ['a chain without spaces', `${client},10.0.0.2`, client],
    ['spaces and tabs', ` \t${client}\t , \t10.0.0.2 `, client],
    ['a port', `${client}:51234`, client],
    ['a proxy’s port', `${client}, 10.0.0.2:443`, client],
    ['IPv6', '2001:db8::1', '2001:db8::1'],
    ['IPv6 in brackets', '[2001:db8::1]', '2001:db8::1'],
    ['IPv6 in brackets with a port', '[2001:db8::1]:4711', '2001:db8::1'],
    ['IPv6 with a zone', 'fe80::1%eth0', 'fe80::1'],
    ['quotes', `"${client}"`, client],
    ['an IPv4 address mapped into IPv6', `::ffff:${client}`, client],
    ['a proxy mapped into IPv6', `${client}, ::FFFF:10.0.0.2`, client],
    ['no address', 'unknown', undefined],
    ['an empty entry', `${client}, `, undefined],
    ['rubbish on the way', `${client}, rubbish, 10.0.0.2`, undefined],
    ['octal digits', '010.0.0.1', undefined],
    ['an integer', '167772161', undefined],
    ['a range', '203.0.113.0/24', undefined],
    ['an encoded address', '203%2e0.113.7', undefined],
  ])('%s', (_, header, expected) => {
    expect(forwardedFor(header)).toBe(expected)
  })

  test('a header that is too long is not read', () => {
    expect(forwardedFor(Array(1000).fill(client).join(','))).toBeUndefined()
    expect(forwardedFor(Array(1000).fill(client).join(','), ['192.168.0.0/16'])).toBe(proxy)
  })
})

describe('the Forwarded header', () => {
  test.each<[string, string, string | undefined]>([
    ['an address', `for=${client}`, client],
    ['other parameters', `by=10.0.0.1;for=${client};proto=https;host=example.com`, client],
    ['names in any case', `By=10.0.0.1; FOR=${client}`, client],
    ['a port in quotes', `for="${client}:4711"`, client],
    ['IPv6', 'for="[2001:db8::1]:4711"', '2001:db8::1'],
    ['a chain', `for=8.8.8.8, for=${client}, for="10.0.0.2:80";by=10.0.0.1`, client],
    ['an unknown client', 'for=unknown', undefined],
    ['a hidden client', 'for=_hidden', undefined],
    ['an element without for', 'proto=https', undefined],
    ['an element without for on the way', `for=${client}, proto=https`, undefined],
  ])('%s', (_, header, expected) => {
    expect(forwarded(header)).toBe(expected)
  })

  test('the other header is not looked at', () => {
    const headers = { forwarded: 'for=8.8.8.8', 'x-forwarded-for': client, 'x-real-ip': '8.8.4.4' }
    expect(clientAddress(request(headers), { proxies: 1 })).toBe(client)
    expect(clientAddress(request(headers), { proxies: 1, header: 'forwarded' })).toBe('8.8.8.8')
    expect(clientAddress(request({ 'x-real-ip': '8.8.4.4' }), { proxies: 1 })).toBe(proxy)
  })
})

describe('for any header', () => {
  const manyRuns = { ...runs, numRuns: 10_000 }
  const part = fc.integer({ min: 0, max: 255 })
  const publicV4 = fc.tuple(fc.integer({ min: 20, max: 99 }), part, part, part).map((parts) => parts.join('.'))
  const privateV4 = fc.tuple(part, part, part).map((parts) => `10.${parts.join('.')}`)
  const v4 = fc.oneof(publicV4, privateV4)
  const address = fc.oneof(
    { weight: 3, arbitrary: v4 },
    fc.ipV6().filter((text) => !text.includes('.') && !/^(?:0*:)*:?f{4}:/i.test(text)),
    v4.map((text) => `::ffff:${text}`),
  )
  const separator = fc.constantFrom(',', ', ', ' ,  ')
  const chain = fc.tuple(fc.array(address, { maxLength: 6 }), separator).map(([all, by]) => all.join(by))
  const trust = fc.oneof(
    fc.constantFrom<readonly string[]>(
      ['10.0.0.0/8'],
      ['10.0.0.0/8', '::/1'],
      [],
      ['loopback', '32.0.0.0/3', '10.128.0.0/9'],
    ),
    fc.integer({ min: 1, max: 5 }),
  )
  const headersOf = (header: string): Record<string, string> => (header === '' ? {} : { 'x-forwarded-for': header })
  const plain = (text: string) => text.replace(/^::ffff:(?=\d+\.)/, '')

  test('the result is proxy-addr’s, which Express trusts, wherever the header is well formed', () => {
    fc.assert(
      fc.property(chain, address, trust, (header, socket, proxies) => {
        const given = { ...request(headersOf(header), socket), connection: { remoteAddress: socket } }
        const theirs = proxyAddr(given, typeof proxies === 'number' ? (_, distance) => distance < proxies : proxies)
        expect(clientAddress(given, { proxies })).toBe(plain(theirs))
      }),
      manyRuns,
    )
  })

  test('what a client writes changes nothing right of the first untrusted entry', () => {
    const typed = fc.array(fc.oneof(address, fc.string(), fc.constantFrom('', ' ', '"', ';', 'unknown', '10.0.0.1')), {
      maxLength: 5,
    })
    fc.assert(
      fc.property(typed, publicV4, fc.array(privateV4, { maxLength: 3 }), (written, real, proxies) => {
        const header = [...written, real, ...proxies].join(', ')
        expect(forwardedFor(header, ['10.0.0.0/8'])).toBe(real)
        expect(
          forwarded(
            header
              .split(', ')
              .map((entry) => `for=${entry}`)
              .join(','),
            ['10.0.0.0/8'],
          ),
        ).toBe(real)
      }),
      manyRuns,
    )
  })
})

describe('an internal address cannot be pretended', () => {
  const action = (settings: Record<string, unknown>, headers: Record<string, string>, socket = proxy) => {
    const { analytical } = site({ settings: { ANALYTICAL_INTERNAL_IPS: [client], ...settings } })
    const view = analytical.pageView({ request: request(headers, socket), ip: socket })
    return analytical.explain({ analytical: view })[0]?.action
  }
  const behindProxy = { ANALYTICAL_TRUSTED_PROXIES: ['10.0.0.0/8'] }

  test.each<[string, Record<string, unknown>, Record<string, string>, string, string]>([
    ['the office behind the proxy is internal', behindProxy, { 'x-forwarded-for': client }, proxy, 'comment'],
    [
      'an outsider who writes the office’s address is not',
      behindProxy,
      { 'x-forwarded-for': `${client}, 8.8.8.8` },
      proxy,
      'render',
    ],
    [
      'the office that writes another address still is',
      behindProxy,
      { 'x-forwarded-for': `8.8.8.8, ${client}` },
      proxy,
      'comment',
    ],
    ['past the proxy, the header counts for nothing', behindProxy, { 'x-forwarded-for': client }, '8.8.8.8', 'render'],
    ['past the proxy, the office is internal', behindProxy, { 'x-forwarded-for': '8.8.8.8' }, client, 'comment'],
    ['without trusted proxies, the header counts for nothing', {}, { 'x-forwarded-for': client }, proxy, 'render'],
    ['an address that cannot be told is not internal', behindProxy, { 'x-forwarded-for': 'unknown' }, proxy, 'render'],
    [
      'a header that is not the one named counts for nothing',
      { ...behindProxy, ANALYTICAL_FORWARDED_HEADER: 'forwarded' },
      { 'x-forwarded-for': client },
      proxy,
      'render',
    ],
    [
      'the header that is named counts',
      { ...behindProxy, ANALYTICAL_FORWARDED_HEADER: 'forwarded' },
      { forwarded: `for=${client}` },
      proxy,
      'comment',
    ],
    [
      'a number of proxies as text',
      { ANALYTICAL_TRUSTED_PROXIES: '1' },
      { 'x-forwarded-for': `8.8.8.8, ${client}` },
      proxy,
      'comment',
    ],
  ])('%s', (_, settings, headers, socket, expected) => {
    expect(action(settings, headers, socket)).toBe(expected)
  })

  test.each<[settings: object, warnings: readonly string[]]>([
    [
      { ANALYTICAL_FORWARDED_HEADER: 'forwarded' },
      ["ANALYTICAL_FORWARDED_HEADER does nothing without ANALYTICAL_TRUSTED_PROXIES, like ['private']"],
    ],
    [{ ...behindProxy, ANALYTICAL_FORWARDED_HEADER: 'forwarded' }, []],
  ])('a header that no trusted proxy writes is a warning at start: %o', (settings, warnings) => {
    const { problems } = createAnalytical({ settings, onProblems: () => {} })
    expect(problems.map(({ level, message }) => `${level}: ${message}`)).toEqual(
      warnings.map((message) => `warning: ${message}`),
    )
  })

  test('a trust function that throws is heard of, and the address cannot be told', () => {
    const { analytical, errors } = site({
      settings: {
        ANALYTICAL_INTERNAL_IPS: ['0.0.0.0/0'],
        ANALYTICAL_TRUSTED_PROXIES: () => {
          throw new Error('no such network')
        },
      },
    })
    const view = analytical.pageView({ request: request({ 'x-forwarded-for': client }), ip: proxy })
    expect(analytical.explain({ analytical: view })[0]?.action).toBe('render')
    expect(errors).toEqual([{ phase: 'address', message: 'no such network' }])
  })
})

describe('wrong trusted proxies', () => {
  const messages = (proxies: unknown) =>
    site({ settings: { ANALYTICAL_TRUSTED_PROXIES: proxies }, onProblems: () => {} }).analytical.problems.map(
      ({ message }) => message,
    )

  test.each<[string, unknown, string]>([
    ['an entry that is no address', ['10.0.0.0/8', '10.0.0.300'], '10.0.0.300'],
    ['an entry of text that is no address', '10.0.0.0/8, 10.0.0.300', '10.0.0.300'],
    ['no proxy at all', 0, '0'],
    ['half a proxy', 1.5, '1.5'],
    ['all of them', true, 'boolean'],
  ])('%s is an error that says what is wrong', (_, proxies, got) => {
    const [message, ...more] = messages(proxies)
    expect(more).toEqual([])
    expect(message).toMatch(/^ANALYTICAL_TRUSTED_PROXIES must /)
    expect(message).toContain(got)
  })
})
