import type { AnalyticalOptions } from '../../src/analytical.ts'
import type { Asked } from './ask.ts'
import type { Header, Page, Site } from './servers/site.ts'

/** What became of a page, as its visitor, a cache and the site's log see it. */
export interface Result {
  status: number
  action: 'render' | 'comment' | 'omit'
  identity?: string
  variables: object
  goal?: object
  page?: object
  events: readonly unknown[]
  cacheControl?: string
  /** What `onError` heard. */
  told: readonly string[]
}

/** A request to a site, and what comes of it; what is not said is as in `usual`. */
export interface Row {
  what: string
  kit?: Partial<AnalyticalOptions>
  site?: Partial<Omit<Site, 'kit' | 'answer'>>
  /** Done while a page is made, before its tags are rendered or after. */
  before?: (page: Page) => unknown
  after?: (page: Page) => unknown
  asked?: Asked
  expected: Partial<Result>
}

export const usual: Result = { status: 200, action: 'render', variables: {}, events: [], told: [] }

const user = (header: Header) => (header('x-user') ? { username: header('x-user') } : undefined)
const alice: Asked = { headers: { 'x-user': 'alice' } }
const office = { ANALYTICAL_INTERNAL_IPS: ['203.0.113.7'] }
const forwarded = (by: string): Asked => ({ headers: { 'x-forwarded-for': by } })
const cacheable = ({ set }: Page) => set('Cache-Control', 'public, max-age=60')
const leftOut =
  'left out of a page that a shared cache may keep (Cache-Control: public, max-age=60): the nonce, who is signed in'
const tooLate =
  'Cache-Control: public, max-age=60 was set after the page had been made for its visitor: the response is private'

export const rows: readonly Row[] = [
  { what: 'an anonymous visitor', site: { user }, expected: {} },
  { what: 'a visitor who is signed in', site: { user }, asked: alice, expected: { identity: 'alice' } },
  {
    what: 'a user function that fails',
    site: {
      user: () => {
        throw new Error('no session store')
      },
    },
    expected: { told: ['no session store'] },
  },
  {
    what: 'an internal visitor',
    kit: { settings: { ANALYTICAL_INTERNAL_IPS: ['loopback'] } },
    site: { user },
    asked: alice,
    expected: { action: 'comment' },
  },
  {
    what: 'who only says that he comes from the office',
    kit: { settings: office },
    asked: forwarded('203.0.113.7'),
    expected: {},
  },
  {
    what: 'behind a proxy, by ANALYTICAL_TRUSTED_PROXIES',
    kit: { settings: { ...office, ANALYTICAL_TRUSTED_PROXIES: ['loopback'] } },
    asked: forwarded('8.8.8.8, 203.0.113.7'),
    expected: { action: 'comment' },
  },
  {
    what: 'behind a proxy, what the client wrote',
    kit: { settings: { ...office, ANALYTICAL_TRUSTED_PROXIES: 1 } },
    asked: forwarded('203.0.113.7, 8.8.8.8'),
    expected: {},
  },
  {
    what: 'behind a proxy, by the Forwarded header',
    kit: {
      settings: {
        ANALYTICAL_INTERNAL_IPS: ['2001:db8::1'],
        ANALYTICAL_TRUSTED_PROXIES: 1,
        ANALYTICAL_FORWARDED_HEADER: 'forwarded',
      },
    },
    asked: { headers: { forwarded: 'for="[2001:db8::1]:4711"', 'x-forwarded-for': '8.8.8.8' } },
    expected: { action: 'comment' },
  },
  {
    what: 'whose address cannot be told',
    kit: { settings: { ANALYTICAL_INTERNAL_IPS: ['0.0.0.0/0', '::/0'], ANALYTICAL_TRUSTED_PROXIES: 1 } },
    asked: forwarded('unknown'),
    expected: {},
  },
  {
    what: 'ANALYTICAL_TRUSTED_PROXIES in place of the framework’s rule',
    kit: { settings: { ...office, ANALYTICAL_TRUSTED_PROXIES: ['192.168.0.0/16'] } },
    site: { behindProxy: true },
    asked: forwarded('203.0.113.7'),
    expected: {},
  },
  {
    what: 'a host of the site',
    kit: { settings: { ANALYTICAL_HOSTS: ['rhymes.example'] } },
    asked: { headers: { host: 'rhymes.example' } },
    expected: {},
  },
  {
    what: 'another host',
    kit: { settings: { ANALYTICAL_HOSTS: ['rhymes.example'] } },
    asked: { headers: { host: 'staging.rhymes.example' } },
    expected: { action: 'omit' },
  },
  {
    what: 'a robot',
    asked: { headers: { 'user-agent': 'Googlebot/2.1' } },
    expected: { action: 'omit' },
  },
  {
    what: 'context processors, asynchronous ones too',
    kit: {
      contextProcessors: [
        () => new Promise((resolve) => setImmediate(() => resolve({ probe_colour: 'red' }))),
        () => ({ analytical_goal: 5 }),
      ],
    },
    expected: { variables: { colour: 'red' }, goal: { id: 5 } },
  },
  {
    what: 'a context processor that fails, and one that rejects',
    kit: {
      contextProcessors: [
        () => {
          throw new Error('no request')
        },
        () => Promise.reject(new Error('no database')),
        () => ({ probe_colour: 'red' }),
      ],
    },
    expected: { variables: { colour: 'red' }, told: ['no request', 'no database'] },
  },
  {
    what: 'what happened on the way to the page',
    before: ({ view }) => view?.event('rhyme posted', { lines: 4 }),
    expected: { events: [['rhyme posted', { lines: 4 }]] },
  },
  {
    what: 'a masked address, by the route',
    kit: { settings: { ANALYTICAL_MASK_ROUTES: true } },
    asked: { path: '/people/17?page=2' },
    expected: { page: { href: '/people/:id?page=2' } },
  },
  {
    what: 'an address that no route has',
    kit: { settings: { ANALYTICAL_MASK_ROUTES: true, ANALYTICAL_QUERY_PARAMETERS: [] } },
    asked: { path: '/peeple/17?page=2' },
    expected: { status: 404, page: { href: '/peeple/17' } },
  },
  {
    what: 'a page that a shared cache may keep',
    site: { user },
    before: cacheable,
    asked: alice,
    expected: { cacheControl: 'public, max-age=60', told: [leftOut] },
  },
  {
    what: 'a page that a shared cache may keep, as it says too late',
    site: { user },
    after: cacheable,
    asked: alice,
    expected: { identity: 'alice', cacheControl: 'private, max-age=60', told: [tooLate] },
  },
  {
    what: 'a page that would be shared, by ANALYTICAL_SHARED_CACHE = private',
    kit: { settings: { ANALYTICAL_SHARED_CACHE: 'private' } },
    site: { user },
    before: cacheable,
    asked: alice,
    expected: { identity: 'alice', cacheControl: 'private, max-age=60' },
  },
  {
    what: 'a page that says two things of caches, private in the end',
    site: { user },
    before: ({ set }) => {
      set('Expires', new Date(Date.now() + 3_600_000).toUTCString())
      set('Cache-Control', 'private')
    },
    asked: alice,
    expected: { identity: 'alice', cacheControl: 'private' },
  },
  {
    what: 'the head of a page',
    site: { user },
    after: cacheable,
    asked: { method: 'HEAD', ...alice },
    expected: { action: 'omit', cacheControl: 'private, max-age=60', told: [tooLate] },
  },
  {
    what: 'the page of an error',
    site: { user },
    asked: { path: '/broken', ...alice },
    expected: { status: 500, identity: 'alice' },
  },
  {
    what: 'the page of what is not there',
    site: { user },
    asked: { path: '/nowhere', ...alice },
    expected: { status: 404, identity: 'alice' },
  },
]
