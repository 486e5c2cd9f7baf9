import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { agentReader } from '../../src/classifying/agent.ts'
import { calendar } from '../../src/classifying/calendar.ts'
import { campaignOf } from '../../src/classifying/campaign.ts'
import { pathReader } from '../../src/classifying/path.ts'
import { referrerReader } from '../../src/classifying/referrer.ts'
import { clean } from '../../src/classifying/text.ts'
import { visitorReader } from '../../src/classifying/visitor.ts'

describe('a path', () => {
  test.each([
    ['/', '/'],
    ['/rhymes?id=5#top', '/rhymes'],
    ['/rhymes/', '/rhymes/'],
    ['//rhymes///new', '/rhymes/new'],
    ['http://example.com/rhymes?x', '/rhymes'],
    ['http://example.com', '/'],
    ['', '/'],
    ['*', '*'],
    ['/caf%C3%A9', '/café'],
    ['/a%2Fb', '/a%2Fb'],
    ['/%E9', '/%E9'],
    ['/%', '/%'],
    ['/caf\u00c3\u00a9', '/café'],
    ['/\u00e9', '/é'],
    ['/a%00b%0Ac', '/a\ufffdb\ufffdc'],
    ['/%E2%80%AEgpj.exe', '/\ufffdgpj.exe'],
    [`/${'x'.repeat(100_000)}`, `/${'x'.repeat(255)}`],
  ])('%j is %j', (address, path) => {
    expect(pathReader()(address)).toBe(path)
  })

  test('of any length is decoded, wherever in a character it is cut', () => {
    const read = pathReader()
    for (const character of ['é', '日', '🎈', ' ']) {
      for (let before = 0; before < 12; before++) {
        const start = `/${'x'.repeat(before)}é`
        expect(read(encodeURI(start + character.repeat(2_000)))).toMatch(new RegExp(`^${start}${character}{50,}$`, 'u'))
      }
    }
  })
})

describe('a text from outside', () => {
  test.each([
    ['rhymes', 100, 'rhymes'],
    ['日本語', 7, '日本'],
    ['🎈🎈', 7, '🎈'],
    ['a\ud800b', 100, 'a\ufffdb'],
    ['a\u0000\u001b[31m', 100, 'a\ufffd\ufffd[31m'],
  ])('%j in %i bytes is %j', (text, bytes, expected) => {
    expect(clean(text, bytes)).toBe(expected)
  })
})

describe('a referrer', () => {
  const referrerOf = referrerReader(['shop.example', 'www.käse.example', ' Two.example ', '[2001:db8::5]'])
  test.each([
    [undefined, '(direct)'],
    ['', '(direct)'],
    ['https://news.example/today?x=1', 'news.example'],
    ['https://www.news.example:8080/', 'news.example'],
    ['http://NEWS.example', 'news.example'],
    ['android-app://com.google.android.gm/', 'com.google.android.gm'],
    ['https://example.com/other', '(internal)'],
    ['https://www.example.com/', '(internal)'],
    ['https://shop.example/', '(internal)'],
    ['https://xn--kse-qla.example/', '(internal)'],
    ['https://two.example/', '(internal)'],
    ['https://[2001:db8:0::5]:8080/', '(internal)'],
    ['https://192.0.2.1/', '(address)'],
    ['https://[2001:db8::1]/', '(address)'],
    ['javascript:alert(1)', '(unknown)'],
    ['https://(direct)/', '(unknown)'],
    ['https://(other)/', '(unknown)'],
    ['https://%28internal%29/', '(unknown)'],
    ['android-app://caf\u00c3\u00a9/', '(unknown)'],
    ['https://a_b.example/', 'a_b.example'],
    ['not an address', '(unknown)'],
    ['https://bücher.example/', 'xn--bcher-kva.example'],
    [`https://${'x'.repeat(100_000)}`, '(unknown)'],
  ])('%j is %s', (referer, expected) => {
    expect(referrerOf({ host: 'example.com:3000', referer })).toBe(expected)
  })
})

describe('a campaign', () => {
  test.each([
    ['/', undefined],
    ['/?utm_x=1', undefined],
    ['/?utm_source=letter', 'letter'],
    ['/?a=b&utm_campaign=spring&utm_source=letter&utm_medium=email#x', 'letter / email / spring'],
    ['/?utm_source=%00%ff', '\ufffd\ufffd'],
    ['/?utm_source=', undefined],
    ['/?utm_source=one&utm_source=two', 'one'],
    ['/?utm_source=the+letter&my_utm_medium=x&utm_medium', 'the letter'],
  ])('of %j is %j', (address, expected) => {
    expect(campaignOf(address)).toBe(expected)
  })
})

describe('a browser and its platform', () => {
  const agentOf = agentReader()
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36'
  const brands = (name: string) => `"Chromium";v="131", "${name}";v="131", "Not_A Brand";v="24"`
  test.each<[string, string, string, Record<string, string>]>([
    ['by the user agent', 'Chrome', 'Windows', { 'user-agent': chrome }],
    [
      'by client hints first',
      'Brave',
      'macOS',
      { 'user-agent': chrome, 'sec-ch-ua': brands('Brave'), 'sec-ch-ua-platform': '"macOS"' },
    ],
    ['Edge', 'Microsoft Edge', 'Windows', { 'user-agent': chrome, 'sec-ch-ua': brands('Microsoft Edge') }],
    [
      'hints of any text',
      'Chromium',
      'Windows',
      { 'user-agent': chrome, 'sec-ch-ua': brands('<b>'), 'sec-ch-ua-platform': '"<i>"' },
    ],
    ['an agent of any text', '(unknown)', '(unknown)', { 'user-agent': '<script>/1.0 x' }],
    ['nothing at all', '(unknown)', '(unknown)', {}],
  ])('%s: %s, %s', (_, browser, platform, headers) => {
    expect(agentOf(headers)).toMatchObject({ browser, platform })
  })

  test.each([
    ['no user agent', true, ''],
    ['a crawler', true, 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
    ['curl', true, 'curl/8.5.0'],
    ['a person', false, chrome],
  ])('%s: a robot is %s', (_, isBot, agent) => {
    expect(agentOf({ 'user-agent': agent }).isBot).toBe(isBot)
  })
})

describe('a visitor', () => {
  const of = (address: string, agent = 'Firefox') =>
    visitorReader(() => address)({ headers: { 'user-agent': agent }, socket: null })

  test.each([
    ['192.0.2.1', '192.0.2.2', false],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
    ['2001:db8:1:2::1', '2001:DB8:0001:0002::1', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['::1', '::2', true],
    ['2001:db8::192.0.2.1', '2001:db8:0:0::5', true],
    ['1:2:3:4:5:6:192.0.2.1', '1:2:3:4::', true],
    ['::', '0:0:0:0:5:6:7:8', true],
    ['64:ff9b::192.0.2.1', '192.0.2.1', true],
    ['64:ff9b::c000:201', '64:ff9b::c000:202', false],
    ['64:ff9b:1::1', '64:ff9b:1::2', true],
  ])('%s and %s are one: %s', (one, another, same) => {
    expect(isDeepStrictEqual(of(one), of(another))).toBe(same)
  })

  test('with another browser is another one, and without an address none', () => {
    expect(of('192.0.2.1', 'Chrome')).not.toEqual(of('192.0.2.1'))
    expect(visitorReader(() => undefined)({ headers: {} })).toBeUndefined()
  })
})

describe('a day', () => {
  test.each([
    ['UTC', '2026-11-27T23:59:59.999Z', '2026-11-27', '23'],
    ['UTC', '2026-11-28T00:00:00Z', '2026-11-28', '00'],
    ['Europe/Berlin', '2026-11-27T23:00:00Z', '2026-11-28', '00'],
    ['America/St_Johns', '2026-11-28T03:29:00Z', '2026-11-27', '23'],
    ['Asia/Kathmandu', '2026-11-27T18:15:00Z', '2026-11-28', '00'],
  ])('begins in %s so that %s is %s, %s', (zone, time, day, hour) => {
    expect(calendar(zone).at(Date.parse(time))).toMatchObject({ day, hour })
  })

  test('comes again where a clock goes backwards', () => {
    const { at } = calendar('UTC')
    const days = ['2026-11-28T00:00:01Z', '2026-11-27T23:59:59Z', '2026-11-28T00:00:01Z'].map(
      (time) => at(Date.parse(time)).day,
    )
    expect(days).toEqual(['2026-11-28', '2026-11-27', '2026-11-28'])
  })

  test('and those before it, over a change of the clocks', () => {
    const berlin = calendar('Europe/Berlin')
    expect(berlin.daysUntil(Date.parse('2026-03-29T22:30:00Z'), 3)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30'])
  })
})
