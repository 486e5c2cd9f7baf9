import { describe, expect, test } from 'vitest'
import { elementsOf } from './page.ts'
import { probe, site } from './probe.ts'

/** What becomes of the visit of an address: `comment` or `render`. */
const verdict = (list: unknown, ip: string | undefined) =>
  site({ settings: { ANALYTICAL_INTERNAL_IPS: list } }).analytical.explain({ request: { ip } })[0]?.action
const problemsOf = (list: unknown, setting = 'ANALYTICAL_INTERNAL_IPS') =>
  site({ settings: { [setting]: list }, onProblems: () => {} }).analytical.problems.map(({ message }) => message)

describe('the same address in any spelling', () => {
  test.each<[string, string, string]>([
    ['as it is', '203.0.113.7', '203.0.113.7'],
    ['with white space around it', '203.0.113.7', ' 203.0.113.7\t'],
    ['with a port', '203.0.113.7', '203.0.113.7:51234'],
    ['in quotes', '203.0.113.7', '"203.0.113.7"'],
    ['mapped into IPv6', '203.0.113.7', '::ffff:203.0.113.7'],
    ['mapped into IPv6 in capitals', '203.0.113.7', '::FFFF:203.0.113.7'],
    ['mapped into IPv6 in hexadecimal', '203.0.113.7', '::ffff:cb00:7107'],
    ['mapped into IPv6 and written out', '203.0.113.7', '0:0:0:0:0:ffff:203.0.113.7'],
    ['mapped into IPv6, in brackets with a port', '203.0.113.7', '[::ffff:203.0.113.7]:80'],
    ['as IPv6', '2001:db8::1', '2001:db8::1'],
    ['as IPv6 in capitals', '2001:db8::1', '2001:DB8::1'],
    ['as IPv6 written out', '2001:db8::1', '2001:0db8:0000:0000:0000:0000:0000:0001'],
    ['as IPv6 in brackets', '2001:db8::1', '[2001:db8::1]'],
    ['as IPv6 in brackets with a port', '2001:db8::1', '[2001:db8::1]:4711'],
    ['as IPv6 in quotes and brackets with a port', '2001:db8::1', '"[2001:db8::1]:4711"'],
    ['as IPv6 with a zone', 'fe80::1', 'fe80::1%eth0'],
    ['in a list of the mapped form', '::ffff:203.0.113.7', '203.0.113.7'],
    ['in a list of the mapped form, mapped itself', '::ffff:203.0.113.7', '::ffff:cb00:7107'],
    ['in a list of IPv6 in capitals, written out', '2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
  ])('%s is internal', (_, listed, ip) => {
    expect(verdict([listed], ip)).toBe('comment')
  })

  test.each<[string, string]>([
    ['another address', '203.0.113.8'],
    ['an address that only ends alike', '1203.0.113.7'],
    ['an address that only begins alike', '203.0.113.70'],
    ['octal digits', '203.0.0161.7'],
    ['leading zeros', '0203.0.113.7'],
    ['hexadecimal digits', '0xcb.0.113.7'],
    ['a number', '3405803783'],
    ['too few parts', '203.113.7'],
    ['a port that is none', '203.0.113.7:x'],
    ['two addresses', '203.0.113.7, 203.0.113.7'],
    ['a name', 'localhost'],
    ['nothing', ''],
    ['rubbish', '🙂'],
    ['an endless text', '203.0.113.7'.padStart(100_000)],
  ])('%s is not internal', (_, ip) => {
    expect(verdict(['203.0.113.7', '10.0.0.0/8'], ip)).toBe('render')
  })

  test('an address that cannot be told is not internal', () => {
    expect(verdict(['0.0.0.0/0', '::/0'], undefined)).toBe('render')
    expect(verdict(['0.0.0.0/0', '::/0'], 'unknown')).toBe('render')
  })
})

describe('ranges and names', () => {
  test.each<[string, string, string, string]>([
    ['an IPv4 range', '10.0.0.0/8', '10.255.255.255', '11.0.0.0'],
    ['an IPv4 range for a mapped address', '10.0.0.0/8', '::ffff:10.1.2.3', '::ffff:11.1.2.3'],
    ['a range of one address', '203.0.113.7/32', '203.0.113.7', '203.0.113.6'],
    ['an odd range', '203.0.113.64/26', '203.0.113.127', '203.0.113.128'],
    ['a range given by an address in it', '10.1.2.3/8', '10.200.0.1', '11.1.2.3'],
    ['an IPv6 range', '2001:db8::/32', '2001:db8:ffff::1', '2001:db9::1'],
    ['a range of mapped addresses', '::ffff:10.0.0.0/104', '10.1.2.3', '11.1.2.3'],
    ['loopback', 'loopback', '127.0.0.53', '128.0.0.1'],
    ['loopback in IPv6', 'loopback', '::1', '::2'],
    ['private', 'private', '192.168.1.1', '192.169.1.1'],
    ['private, the range in the middle', 'private', '172.31.255.255', '172.32.0.0'],
    ['private in IPv6', 'private', 'fd12::1', 'fe00::1'],
    ['linklocal', 'linklocal', '169.254.1.1', '169.255.1.1'],
    ['linklocal in IPv6', 'linklocal', 'febf::1', 'fec0::1'],
  ])('%s', (_, entry, inside, outside) => {
    expect(verdict([entry], inside)).toBe('comment')
    expect(verdict([entry], outside)).toBe('render')
  })

  test('any of several entries counts, also as text', () => {
    for (const list of [['loopback', '203.0.113.0/24'], 'loopback, 203.0.113.0/24', 'loopback 203.0.113.0/24']) {
      expect(verdict(list, '203.0.113.7')).toBe('comment')
      expect(verdict(list, '::1')).toBe('comment')
      expect(verdict(list, '203.0.114.7')).toBe('render')
    }
  })
})

describe('a wrong entry is an error that names it', () => {
  test.each([
    '300.0.0.1',
    '10.0.0',
    '010.0.0.1',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    '10.0.0.0/255.0.0.0',
    '2001:db8::/129',
    '[::1]',
    '10.0.0.*',
    'localhost',
    'constructor',
    'fe80::1%eth0/129',
  ])('%s', (entry) => {
    const rule = 'must list IP addresses, CIDR ranges, loopback, private or linklocal, like 10.0.0.0/8'
    expect(problemsOf(['10.0.0.1', entry])).toEqual([`ANALYTICAL_INTERNAL_IPS ${rule} (got "${entry}")`])
    expect(problemsOf([entry], 'PROBE_INTERNAL_IPS')).toEqual([`PROBE_INTERNAL_IPS ${rule} (got "${entry}")`])
  })

  test('an entry with a zone is taken, or an error that names it', () => {
    expect(() => site({ settings: { ANALYTICAL_INTERNAL_IPS: ['fe80::1%eth0'] }, onProblems: () => {} })).not.toThrow()
  })

  test('a single text is a list of one, and no pattern that parts of addresses match', () => {
    expect(verdict('18.8.8.8', '8.8.8.8')).toBe('render')
    expect(verdict('18.8.8.8', '18.8.8.8')).toBe('comment')
  })
})

describe('which list counts', () => {
  const office = '203.0.113.7'
  const elsewhere = '198.51.100.1'

  test.each<[string, Record<string, unknown>, string]>([
    ['the provider’s own', { PROBE_INTERNAL_IPS: [office], ANALYTICAL_INTERNAL_IPS: [elsewhere] }, 'comment'],
    [
      'the provider’s own, and no other beside it',
      { PROBE_INTERNAL_IPS: [elsewhere], ANALYTICAL_INTERNAL_IPS: [office] },
      'render',
    ],
    ['else the kit’s', { ANALYTICAL_INTERNAL_IPS: [office], INTERNAL_IPS: [elsewhere] }, 'comment'],
    [
      'else the kit’s, and no other beside it',
      { ANALYTICAL_INTERNAL_IPS: [elsewhere], INTERNAL_IPS: [office] },
      'render',
    ],
    ['else INTERNAL_IPS', { INTERNAL_IPS: [office] }, 'comment'],
    ['none where there is none', {}, 'render'],
    ['the provider’s own where it is empty', { PROBE_INTERNAL_IPS: [], ANALYTICAL_INTERNAL_IPS: [office] }, 'render'],
    ['the kit’s where it is empty', { ANALYTICAL_INTERNAL_IPS: [], INTERNAL_IPS: [office] }, 'render'],
    [
      'not the provider’s own where it is undefined',
      { PROBE_INTERNAL_IPS: undefined, ANALYTICAL_INTERNAL_IPS: [office] },
      'comment',
    ],
    ['not another provider’s', { OTHER_INTERNAL_IPS: [office] }, 'render'],
  ])('%s', (_, settings, action) => {
    const { analytical } = site({ providers: [probe('probe'), probe('other')], settings })
    expect(analytical.explain({ request: { ip: office } })[0]?.action).toBe(action)
  })
})

describe('what an internal address gets', () => {
  const settings = { ANALYTICAL_INTERNAL_IPS: ['private'] }
  const context = { request: { ip: '10.1.2.3' }, user: { username: 'alice' }, probe_colour: '--><img src=x>' }

  test('the code without the data, commented out', () => {
    const html = site({ settings }).analytical.render('probe', context)
    expect(html).toMatch(/^<!-- Probe disabled on internal IP address\n/)
    expect(html).toMatch(/\n-->\n$/)
    expect(html).toContain('window["probe"] = data;')
    expect(html).not.toContain('alice')
    expect(html.slice(4, -4)).not.toContain('>')
    expect(elementsOf(html)).toEqual([])
  })

  test('the same for every internal visitor', () => {
    const { analytical } = site({ settings })
    expect(analytical.render('probe', context)).toBe(analytical.render('probe', { request: { ip: '10.0.0.1' } }))
  })

  test('a title cannot end the comment', () => {
    const providers = [probe('probe', { title: '--><b>' })]
    expect(elementsOf(site({ providers, settings }).analytical.render('probe', context))).toEqual([])
  })

  test('explain says why', () => {
    expect(site({ settings }).analytical.explain(context)).toMatchObject([
      { action: 'comment', reason: 'internal IP address' },
    ])
  })
})

describe('an address that cannot be told', () => {
  const actionOf = (settings: object, ip?: string) => {
    const { analytical } = site({ settings: { ANALYTICAL_INTERNAL_IPS: '10.0.0.0/8', ...settings } })
    return analytical.explain({ analytical: analytical.pageView({ ip }) })[0]?.action
  }
  const internal = { ANALYTICAL_UNKNOWN_IP: 'internal' }

  test.each([undefined, '', 'unknown', '_hidden', '999.1.1.1'])(
    '%j is counted, or internal where the site says so',
    (ip) => {
      expect(actionOf({}, ip)).toBe('render')
      expect(actionOf(internal, ip)).toBe('comment')
    },
  )

  test('is not internal where there are no internal addresses, and one that can be told is as ever', () => {
    expect(actionOf({ ...internal, PROBE_INTERNAL_IPS: [] })).toBe('render')
    expect(actionOf(internal, '203.0.113.7')).toBe('render')
    expect(actionOf(internal, '10.1.2.3')).toBe('comment')
  })

  test('is nobody’s in a page that a shared cache may keep', () => {
    const { analytical } = site({ settings: { ANALYTICAL_INTERNAL_IPS: '10.0.0.0/8', ...internal } })
    const view = analytical.pageView({ static: true })
    expect(analytical.explain({ analytical: view })[0]?.action).toBe('render')
  })
})
