import { Redis } from 'ioredis'
import { describe, expect, test } from 'vitest'
import { createVisits, type DatabaseOption } from '../src/index.ts'

const client = () => new Redis({ lazyConnect: true })

describe('options', () => {
  test.each<[unknown, string]>([
    [
      null,
      'store must be a client of node-redis or ioredis, like createClient() or new Redis(), or a file, like { file: "visits.sqlite" } (got null)',
    ],
    [{ file: '' }, 'store.file must be a path, like "visits.sqlite" (got "")'],
    [{ file: 5 }, 'store.file must be a path, like "visits.sqlite" (got 5)'],
    [{ file: undefined }, 'store.file must be a path, like "visits.sqlite" (got undefined)'],
    [{ file: 'visits.sqlite', flie: 'x' }, 'store.flie is no part of it: there is file'],
    [{ flie: 'visits.sqlite' }, 'or a file, like { file: "visits.sqlite" } (got an object of flie)'],
    ['redis://me:secret@localhost', 'store must be a client of node-redis or ioredis'],
    [{ get() {}, set() {} }, '(got an object of get, set)'],
    [{ 'redis://me:secret@localhost': {}, a: 1, b: 2, c: 3, d: 4, e: 5 }, '(got an object of …, a, b, c, d, …)'],
    [new Map(), '(got an object of class Map)'],
  ])('a store that is none is refused: %j', (store, message) => {
    expect(() => createVisits({ store } as never)).toThrow(message)
  })

  test('no password of a store’s address is told', () => {
    const create = () => createVisits({ store: 'redis://me:secret@localhost' } as never)
    expect(create).toThrow('(got a text)')
    expect(create).toThrow(expect.not.objectContaining({ message: expect.stringContaining('secret') }))
  })

  test.each([
    [{ comments: 5 }],
    [{ comments: { points: 0, seconds: 60 } }],
    [{ comments: { points: 5, seconds: 3_000_000 } }],
    [{ comments: { points: 5, seconds: 60, minutes: 1 } }],
    [[{ points: 5, seconds: 60 }]],
    ['5 an hour'],
  ])('limits that are none are refused: %j', (limits) => {
    expect(() => createVisits({ limits } as never)).toThrow(
      /^An option is wrong:\n {2}- limits must be by form \{ points, seconds \}, whole numbers .* \(got /,
    )
  })

  test.each<[unknown, string]>([
    [null, '(got null)'],
    ['redis://me:secret@localhost', '(got a text)'],
    [[], '(got a list of 0)'],
    [client(), '(got an object of '],
    [{ file: 'visits.sqlite' }, '(got an object of file)'],
  ])('what are none are refused: %#', (options, got) => {
    const rule = 'createVisits must get its options as an object, like { site: "main" }, with the store under its name'
    expect(() => createVisits(options as never)).toThrow(
      expect.objectContaining({
        name: 'OptionsError',
        message: expect.stringMatching(new RegExp(`^An option is wrong:\n  - ${rule}, like { store: client } .*$`)),
      }),
    )
    expect(() => createVisits(options as never)).toThrow(got)
  })

  test.each<[options: object, message: string]>([
    [
      { trustedProxies: ['10.0.0.1', '10.0.0.0/33', 'nginx'] },
      'trustedProxies must list IP addresses, CIDR ranges, loopback, private, linklocal or unix, like ["10.0.0.0/8"] (got "10.0.0.0/33", "nginx")',
    ],
    [{ trustedProxies: '1' }, 'trustedProxies must be a number, a list of addresses or a function, like 1 (got "1")'],
    [
      {
        hosts: ['example.com', 'https://example.com', 'localhost:3000', '*.example.com', '', 'a b', 'example.com/shop'],
      },
      'hosts must list hosts without scheme, port and path, like ["example.com"] (got "https://example.com", "localhost:3000", "*.example.com", "", "a b", "example.com/shop")',
    ],
    [{ hosts: 'example.com' }, 'hosts must be a list of hosts, like ["example.com"] (got "example.com")'],
    [
      { flushEvery: 10.5 },
      'flushEvery must be a whole number of milliseconds from 10 to 3600000, like 1000 (got 10.5)',
    ],
    [{ users: [] }, 'users must be true, or an object of pause'],
    [{ journal: [] }, 'journal must be an object of keepDays, like { keepDays: 90 } (got a list of 0)'],
    [{ toString: () => 'options' }, 'toString is no option: there are store, database, '],
  ])('%o', (options, message) => {
    expect(() => createVisits(options as never)).toThrow(message)
  })

  test('lists of hosts and of proxies are taken in all their forms', () => {
    const hosts = ['example.com', 'www.bücher.example', 'localhost', '[2001:db8::1]', '192.0.2.1', 'a_b.example']
    const trustedProxies = ['loopback', 'unix', '10.0.0.0/8', '::1', '2001:db8::/32']
    expect(createVisits({ store: client(), hosts, trustedProxies }).problems).toEqual([])
    expect(createVisits({ store: client(), trustedProxies: [], hosts: [] }).problems).toEqual([])
  })

  test.each([
    ['stor', 'store'],
    ['trustProxies', 'trustedProxies'],
    ['keepdays', 'keepDays'],
  ])('the option that %s is meant to be is named', (typo, meant) => {
    expect(() => createVisits({ [typo]: 1 } as never)).toThrow(`${typo} is no option: did you mean ${meant}?`)
  })

  test('all that is wrong is told at once', () => {
    const wrong = { store: client(), site: 'a b', timeZone: 'Berlin', keys: 'odd', user: 'ann', keepDays: 0, colour: 1 }
    expect(() => createVisits(wrong as never)).toThrow(
      expect.objectContaining({
        name: 'OptionsError',
        message: expect.stringMatching(
          /^6 options are wrong:\n(.*\n){5} {2}- colour is no option: there are store, database, site, keys, user, .*, onError$/,
        ),
      }),
    )
    expect(() => createVisits(wrong as never)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(
          [
            '  - site must be at most 64 letters, digits, ".", "_" and "-", like "main" (got "a b")',
            '  - timeZone must be a time zone, like "Europe/Berlin" (got "Berlin")',
            '  - keys must be "spread" or "plain" (got "odd")',
            '  - user must be a function, like (request) => request.user (got "ann")',
            '  - keepDays must be a whole number of days up to 36500, like 90 (got 0)',
          ].join('\n'),
        ),
      }),
    )
  })
})

describe('the option database', () => {
  test.each<[what: string, value: unknown]>([
    ['an address of something else', { postgres: 'mysql://localhost/site' }],
    ['an address with a password that is not encoded', { postgres: 'postgres://site:se#cret@localhost/site' }],
    ['a function, which cannot go to a thread', { postgres: { host: 'localhost', password: () => 'secret' } }],
    ['a file and PostgreSQL', { file: 'visits.sqlite', postgres: 'postgres://localhost/site' }],
    ['an address itself', 'postgres://site:secret@localhost/site'],
    ['nothing in it', { postgres: undefined }],
  ])('is no %s', (_, database) => {
    const create = () => createVisits({ database } as never)
    expect(create).toThrow(
      'database must be a file, like { file: "visits.sqlite" }, or PostgreSQL, like { postgres: "postgres://site:password@localhost/site" }',
    )
    expect(create).toThrow(expect.not.objectContaining({ message: expect.stringContaining('cret@') }))
  })

  test('says of a file what it must be', () => {
    expect(() => createVisits({ database: { file: 5 } } as never)).toThrow(
      'database.file must be a path, like "visits.sqlite" (got 5)',
    )
  })

  test.each<[database: DatabaseOption]>([
    [{}],
    [{ file: 'site.sqlite' }],
    [{ postgres: 'postgresql://localhost/site' }],
    [{ postgres: 'postgres:///site?host=/var/run/postgresql' }],
    [{ postgres: { host: 'localhost', ssl: { rejectUnauthorized: true, ca: '…' } } }],
  ])('takes %j, and opens nothing at start', (database) => {
    expect(createVisits({ database, store: client() }).problems).toEqual([])
  })
})

describe('options on users', () => {
  test.each<[option: string, values: unknown[], message: string]>([
    [
      'users',
      ['yes', 1, { pause: 0 }, { pause: '30' }, { keepDays: 0 }, { minutes: 30 }],
      'users must be true, or an object of pause (minutes from 1 to 1440) and keepDays, like { pause: 30, keepDays: 90 }',
    ],
    [
      'watch',
      ['ann', [''], [null], [{}], {}, { top: 0 }, { top: 10, by: 'karma' }, { by: 'hits' }, { top: 10, limit: 5 }],
      'watch must be a list of ids or user names, like ["jeff"], a rule, like (user) => user.karma > 500, or the top users, like { top: 10, by: "minutes" }',
    ],
    [
      'sample',
      [0.05, {}, { share: 0.05 }, { share: 0, seed: 'a' }, { share: 5, seed: 'a' }, { share: 0.5, seed: '' }],
      'sample must be a share above 0 and at most 1, and a text as seed, like { share: 0.05, seed: "board" }',
    ],
    [
      'journal',
      [true, 90, { keepDays: 0.5 }, { days: 9 }],
      'journal must be an object of keepDays, like { keepDays: 90 }',
    ],
  ])('%s is refused where it makes no sense', (option, values, message) => {
    for (const value of values) expect(() => createVisits({ users: true, [option]: value } as never)).toThrow(message)
  })

  test('the top users are known only where users are counted', () => {
    const create = (users?: boolean) => () =>
      createVisits({ store: client(), users: users ?? false, watch: { top: 10 } })
    expect(create()).toThrow('watch: { top } needs users: true, which counts who the top users are')
    expect(create(true)).not.toThrow()
  })

  test('rules of activities are checked with the rest, and need somebody whose hits are kept', () => {
    const activities = [{ name: 'voting', any: ['post /vote'] }]
    expect(() => createVisits({ site: 'a b', activities } as never)).toThrow(
      /^3 options are wrong:\n.*site must be.*\n.*activities\[0\]\.any\[0\] must be a method and route.*\n.*activities need watch or sample/,
    )
  })
})
