import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Url, url } from '../src/markup/url.ts'
import { setting } from '../src/settings/setting.ts'
import { bridgeRuns, hostileText } from './hostile/texts.ts'

const base = (address: string) => setting.url('An address.', 'https://example.com').parse(address)

describe('addresses', () => {
  test.each<[string, () => Url, string]>([
    ['a host', () => url`https://js.hs-scripts.com`, 'https://js.hs-scripts.com'],
    ['a path', () => url`https://static.getclicky.com/js`, 'https://static.getclicky.com/js'],
    [
      'a value in a path',
      () => url`https://in.getclicky.com/${'12345678'}ns.gif`,
      'https://in.getclicky.com/12345678ns.gif',
    ],
    ['a number', () => url`https://example.com/${42}`, 'https://example.com/42'],
    ['two adjacent values', () => url`https://example.com/${'a/'}${'/b'}`, 'https://example.com/a%2F%2Fb'],
    [
      'values of a query',
      () => url`https://example.com/x?id=${'a&b=c'}&l=${'é'}`,
      'https://example.com/x?id=a%26b%3Dc&l=%C3%A9',
    ],
    ['a port', () => url`https://example.com:8443/${'a'}`, 'https://example.com:8443/a'],
    ['a setting’s address', () => url`${base('https://stats.example.com')}`, 'https://stats.example.com'],
    [
      'a setting’s address with a path',
      () => url`${base('https://example.com/m/')}/${'a b'}.js`,
      'https://example.com/m/a%20b.js',
    ],
    ['a lone surrogate', () => url`https://example.com/${'a\ud800'}`, 'https://example.com/a%EF%BF%BD'],
  ])('%s', (_, make, expected) => {
    expect(String(make())).toBe(expected)
  })

  test('tell their origin, as a policy lists it', () => {
    expect(url`https://example.com:8443/a?b#c`.origin).toBe('https://example.com:8443')
  })

  test('stand in JSON as text', () => {
    expect(JSON.stringify({ src: url`https://example.com/a.js` })).toBe('{"src":"https://example.com/a.js"}')
  })
})

describe('a mistake shows when the address is made', () => {
  const value = 'evil.example'
  test.each<[string, () => Url, RegExp]>([
    ['another scheme', () => url`http://example.com/`, /starts with https/],
    ['no scheme', () => url`//example.com/`, /starts with https/],
    ['a scheme that is code', () => url`javascript:alert(1)`, /starts with https/],
    ['a value as the host', () => url`https://${value}/`, /starts with https/],
    ['a value as the beginning of the host', () => url`https://${value}.example.com/`, /starts with https/],
    ['a value as the end of the host', () => url`https://example.${value}/`, /starts with https/],
    ['a value against the host', () => url`https://example.com${value}/`, /starts with https/],
    ['a value as the port', () => url`https://example.com:${80}/`, /starts with https/],
    ['a user name', () => url`https://a@example.com/`, /starts with https/],
    ['a value as the whole', () => url`${'https://evil.example/'}`, /starts with https/],
    ['a value against a setting’s address', () => url`${base('https://example.com')}${value}`, /starts with \//],
    ['text against a setting’s address', () => url`${base('https://example.com')}.evil.example/`, /starts with \//],
    ['the folder above', () => url`https://example.com/a/${'..'}/b`, /no part of a path/],
    ['the same folder', () => url`https://example.com/a/${'.'}/b`, /no part of a path/],
    ['nothing', () => url`https://example.com/${''}/b`, /no part of a path/],
    ['a second address', () => url`https://example.com/?to=${url`https://other.example/?a=b&c`}`, /at the start only/],
    ['undefined', () => url`https://example.com/${undefined as never}`, /got undefined/],
    ['null', () => url`https://example.com/${null as never}`, /got null/],
    ['an object', () => url`https://example.com/${{ toString: () => 'a' } as never}`, /got object/],
  ])('%s', (_, make, reason) => {
    expect(make).toThrow(reason)
    expect(make).toThrow(TypeError)
  })

  test('url called as a function', () => {
    expect(() => url('https://evil.example/' as never)).toThrow(/write url`…`/)
  })
})

describe('nobody else makes addresses', () => {
  const Class = url`https://example.com`.constructor as new (key: symbol, text: string) => Url

  test('not by calling its constructor', () => {
    expect(() => new Class(Symbol('key'), 'javascript:alert(1)')).toThrow(/made by the tags/)
  })

  test('not by an object with its prototype', () => {
    const forged = Object.create(Class.prototype, { toString: { value: () => 'https://evil.example' } })
    expect(() => String(url`${forged}/a`)).toThrow(TypeError)
  })
})

test('for any values: the host is the one written out, and each component decodes to its value', () => {
  const component = hostileText.filter((text) => !['', '.', '..'].includes(text))
  fc.assert(
    fc.property(component, component, component, component, (a, b, c, d) => {
      const parsed = new URL(String(url`https://in.example.com/x/${a}/${b}${c}/y?q=${c}&r=${a}#${d}`))
      expect(parsed.host).toBe('in.example.com')
      expect(parsed.username + parsed.password).toBe('')
      const [, x, second, third, y, ...more] = parsed.pathname.split('/')
      expect([x, y, more]).toEqual(['x', 'y', []])
      expect(decodeURIComponent(second ?? '')).toBe(a.toWellFormed())
      expect(decodeURIComponent(third ?? '')).toBe(b.toWellFormed() + c.toWellFormed())
      const query = parsed.search
        .slice(1)
        .split('&')
        .map((pair) => decodeURIComponent(pair.slice(2)))
      expect(query).toEqual([c.toWellFormed(), a.toWellFormed()])
      expect(decodeURIComponent(parsed.hash.slice(1))).toBe(d.toWellFormed())
    }),
    bridgeRuns,
  )
})

test('for any values: a name of a query decodes to itself, against its value and another name', () => {
  const component = hostileText.filter((text) => !['', '.', '..'].includes(text))
  fc.assert(
    fc.property(component, component, component, component, (a, b, c, d) => {
      const { host, pathname, search, hash } = new URL(String(url`https://in.example.com/x?${a}=${b}&${c}${d}=${a}`))
      expect([host, pathname, hash]).toEqual(['in.example.com', '/x', ''])
      const pairs = search
        .slice(1)
        .split('&')
        .map((pair) => pair.split('=').map(decodeURIComponent))
      const given = [
        [a, b],
        [c.toWellFormed() + d.toWellFormed(), a],
      ]
      expect(pairs).toEqual(given.map((pair) => pair.map((text) => text.toWellFormed())))
    }),
    bridgeRuns,
  )
})

test('for any values: the same holds below a setting’s address', () => {
  const component = hostileText.filter((text) => !['', '.', '..'].includes(text))
  fc.assert(
    fc.property(component, (a) => {
      const parsed = new URL(String(url`${base('https://stats.example.com/m')}/${a}.js`))
      expect(parsed.origin).toBe('https://stats.example.com')
      expect(parsed.pathname.split('/').length).toBe(3)
      expect(decodeURIComponent(parsed.pathname)).toBe(`/m/${a.toWellFormed()}.js`)
    }),
    bridgeRuns,
  )
})
