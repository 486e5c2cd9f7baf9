import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { MemoryWindows } from '../../src/limits/memory.ts'
import { Site } from '../site.ts'
import { until } from '../until.ts'
import { hourly, limitedOf, limiting, requestFrom } from './asking.ts'

const file = join(tmpdir(), `limits-${process.pid}.sqlite`)
const limitingHere = (options = {}) => limiting({ store: { file }, ...options })

const endings: (() => unknown)[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const end of endings.splice(0).reverse()) await end()
})

describe('a limit of five an hour', () => {
  test('takes five, and tells how many are left and until when', async () => {
    vi.useFakeTimers({ now: 0 })
    const { comments } = limitingHere()
    const limits = await comments(7, '192.0.2.1')
    expect(limits.map(({ limited, remaining }) => [limited, remaining])).toEqual([
      [false, 4],
      [false, 3],
      [false, 2],
      [false, 1],
      [false, 0],
      [true, 0],
      [true, 0],
    ])
    expect(limits[6]?.resetAt).toEqual(new Date(3_600_000))
  })

  test('begins anew an hour after the first, however many were too many', async () => {
    vi.useFakeTimers()
    const { comments } = limitingHere()
    await comments(3, '192.0.2.1')
    vi.advanceTimersByTime(3_599_000)
    expect(limitedOf(await comments(10, '192.0.2.1'))).toEqual([false, false, ...Array(8).fill(true)])
    vi.advanceTimersByTime(1_001)
    expect(limitedOf(await comments(6, '192.0.2.1'))).toEqual([...Array(5).fill(false), true])
  })

  test.each([
    ['another address', ['192.0.2.1'], '192.0.2.2', false],
    ['IPv4 written as IPv6', ['192.0.2.1'], '::ffff:192.0.2.1', true],
    ['IPv4 written as IPv6 in hexadecimal', ['192.0.2.1'], '::FFFF:C000:0201', true],
    ['addresses of one /64', ['2001:db8::1', '2001:db8::2', '2001:DB8:0:0:ffff::'], '2001:db8::3', true],
    ['another /64', ['2001:db8::1'], '2001:db8:0:1::1', false],
    ['a zone', ['fe80::1%eth0'], 'fe80::1', true],
    ['the loopback in both families', ['127.0.0.1'], '::1', false],
  ])('counts by address: %s', async (_, from, address, limited) => {
    const { comments } = limitingHere()
    for (let index = 0; index < 5; index++) await comments(1, from[index % from.length] ?? '')
    expect(limitedOf(await comments(1, address))).toEqual([limited])
  })

  test('counts each form for itself, whatever its name', async () => {
    const { visits, comments } = limitingHere()
    expect(limitedOf(await comments(6, '192.0.2.1'))[5]).toBe(true)
    for (const form of ['__proto__', 'toString', 'f\u0000rm', '🎈'.repeat(1_000), '}{']) {
      expect(await visits.limit(requestFrom('192.0.2.1'), form, { points: 1, seconds: 60 })).toMatchObject({
        limited: false,
      })
      expect(await visits.limit(requestFrom('192.0.2.1'), form, { points: 1, seconds: 60 })).toMatchObject({
        limited: true,
      })
    }
  })

  test('counts a request once, however often it is asked about', async () => {
    const { visits, comments } = limitingHere()
    const asked = requestFrom('192.0.2.1')
    await Promise.all(Array.from({ length: 20 }, () => visits.limit(asked, 'comments')))
    expect(await comments(1, '192.0.2.1')).toMatchObject([{ limited: false, remaining: 3 }])
  })

  test.each([
    ['Fastify', 'raw'],
    ['Koa', 'req'],
  ])('takes the request of %s for Node’s own', async (_, name) => {
    const { visits, comments } = limitingHere()
    await visits.limit({ [name]: requestFrom('192.0.2.1') }, 'comments')
    expect(await comments(1, '192.0.2.1')).toMatchObject([{ remaining: 3 }])
  })

  test('takes five of any number that come at once', async () => {
    const { visits } = limitingHere()
    const limits = await Promise.all(
      Array.from({ length: 50 }, () => visits.limit(requestFrom('192.0.2.1'), 'comments')),
    )
    expect(limitedOf(limits).filter((limited) => !limited)).toHaveLength(5)
  })
})

describe('an address that can’t be told', () => {
  test('shares one limit with all such, and is reported', async () => {
    const { visits, errors } = limitingHere({ trustedProxies: 1 })
    const garbled = (text: string) => visits.limit(requestFrom('10.0.0.1', { 'x-forwarded-for': text }), 'comments')
    const limits = [
      await garbled('unknown'),
      await garbled(''.padEnd(5_000, '1, ')),
      await garbled('1.2.3'),
      await garbled('999.1.1.1'),
      await garbled('"'),
      await garbled('::g'),
    ]
    expect(limitedOf(limits)).toEqual([false, false, false, false, false, true])
    expect(errors[0]).toContain(
      "a visitor's address can't be told, and all such requests share one limit: trustedProxies",
    )
    expect(await garbled('192.0.2.1')).toMatchObject({ limited: false })
  })

  test('is so too where the site’s own trustedProxies fails', async () => {
    const fails = () => {
      throw new Error('out of order')
    }
    const { visits, errors } = limitingHere({ trustedProxies: fails })
    const request = () => requestFrom('10.0.0.1', { 'x-forwarded-for': '192.0.2.1' })
    for (let index = 0; index < 5; index++) await visits.limit(request(), 'comments')
    expect(await visits.limit(request(), 'comments')).toMatchObject({ limited: true })
    expect(errors[0]).toBe('out of order')
  })

  test('is told of a visitor who is gone already', async () => {
    const { visits } = limitingHere()
    const limits: boolean[] = []
    const server = createServer((request, response) => {
      response.once('close', async () => limits.push((await visits.limit(request, 'comments')).limited))
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    visits.listen(server)
    endings.push(
      () => server.close(),
      () => visits.stop({ deadline: 1 }),
    )
    for (let index = 1; index <= 6; index++) {
      const asked = request({ port: (server.address() as AddressInfo).port, method: 'POST' }).end()
      asked.on('error', () => {})
      await once(server, 'request')
      asked.destroy()
      await until('the visitor is gone', () => limits.length === index)
    }
    expect(limits).toEqual([false, false, false, false, false, true])
    expect((await visits.limit(requestFrom('127.0.0.1'), 'comments')).limited).toBe(true)
  })
})

describe('a call that makes no sense', () => {
  test.each<[string, unknown[], string]>([
    [
      'a framework’s own request',
      [{ raw: {} }, 'comments'],
      "visits.limit must get Node's own request: request in Express",
    ],
    ['no request', [undefined, 'comments'], "visits.limit must get Node's own request"],
    ['no form', [requestFrom('192.0.2.1')], "visits.limit must get a form's name, like 'comments'"],
    [
      'a form without limit',
      [requestFrom('192.0.2.1'), 'coments'],
      'visits.limit knows no limit for "coments": hand it over, or declare it by the option limits, like { limits: { "coments": { points: 5, seconds: 3600 } } }',
    ],
    [
      'a limit that is none',
      [requestFrom('192.0.2.1'), 'comments', { points: '5' }],
      'the limit of "comments" must be {',
    ],
    ['a name that all objects have', [requestFrom('192.0.2.1'), 'constructor'], 'knows no limit for "constructor"'],
  ])('is reported, and limits nobody: %s', async (_, args, message) => {
    const { visits, errors } = limitingHere()
    const limit = visits.limit as (...args: unknown[]) => ReturnType<typeof visits.limit>
    expect(await limit(...args)).toMatchObject({ limited: false })
    expect(errors).toEqual([expect.stringContaining(message)])
  })
})

describe('what was limited', () => {
  test('is told to the hooks', async () => {
    const { visits } = limitingHere({ limits: { comments: { points: 1, seconds: 60 } } })
    const seen: (string | undefined)[] = []
    visits.on('finish', ({ limited }) => seen.push(limited))
    const site = await Site.start(async (request, response) => {
      const { limited } = await visits.limit(request, 'comments')
      response.end(limited ? 'ignored' : 'kept')
    })
    visits.listen(site.server)
    endings.push(
      () => visits.stop({ deadline: 1 }),
      () => site.close(),
    )
    const bodies = [await site.get('/', {}, 'POST'), await site.get('/', {}, 'POST'), await site.get('/', {}, 'POST')]
    expect(bodies.map(({ body }) => body)).toEqual(['kept', 'ignored', 'ignored'])
    await until('all have ended', () => seen.length === 3)
    expect(seen).toEqual([undefined, 'comments', 'comments'])
  })
})

describe('the memory of limits', () => {
  const keyOf = (network: string) => ({ form: 'comments', network, seconds: hourly.seconds })

  test('forgets those who were not heard of for longest, once there are too many', async () => {
    const memory = new MemoryWindows(3)
    for (const network of ['a', 'b', 'c', 'a', 'd']) await memory.add(keyOf(network))
    expect((await memory.add(keyOf('a'))).count).toBe(3)
    expect((await memory.add(keyOf('b'))).count).toBe(1)
  })

  test('holds no timer that would keep the process alive, nor one for each of a flood', async () => {
    vi.useFakeTimers()
    const memory = new MemoryWindows(100)
    for (let index = 0; index < 5_000; index++) await memory.add(keyOf(`network ${index}`))
    expect(vi.getTimerCount()).toBe(100)
  })
})
