import { describe, expect, test } from 'vitest'
import { probe, site } from './probe.ts'

interface Visit {
  url?: string
  referer?: string
  route?: string | undefined
}

/** What a service sees of a page's address. */
function pageOf(settings: object, { url = '/', referer, route }: Visit, variables: object = {}) {
  const { analytical, seen, errors } = site({ settings })
  const headers = { host: 'www.example.com:8443', ...(referer === undefined ? {} : { referer }) }
  const view = analytical.pageView({ request: { headers, url }, route })
  return { page: seen({ ...variables, analytical: view }).page, errors, analytical, view }
}

const paths = { ANALYTICAL_MASKED_PATHS: ['/users/:id', '/reset/:token/done', '/files/*'] }
const query = { ANALYTICAL_QUERY_PARAMETERS: 'q, utm_*' }

describe('an address', () => {
  test.each<[what: string, settings: object, visit: Visit, page: object | undefined]>([
    ['is its own unless something is masked', {}, { url: '/users/17?token=x' }, undefined],
    ['has a pattern in place of an id', paths, { url: '/users/17' }, { href: '/users/:id' }],
    ['in any case, and with a slash at the end', paths, { url: '/Users/17/' }, { href: '/users/:id' }],
    ['within the path', paths, { url: '/reset/s3cr3t/done' }, { href: '/reset/:token/done' }],
    ['for all below a path', paths, { url: '/files/a/b/c.pdf' }, { href: '/files/*' }],
    ['keeps its parameters', paths, { url: '/users/17?page=2' }, { href: '/users/:id?page=2' }],
    ['not for a longer path', paths, { url: '/users/17/rhymes' }, undefined],
    ['not for another', paths, { url: '/people/17' }, undefined],
    [
      'loses what is not allowed',
      query,
      { url: '/search?q=orange&token=x&utm_source=a' },
      { href: '/search?q=orange&utm_source=a' },
    ],
    ['loses all of it', { ANALYTICAL_QUERY_PARAMETERS: [] }, { url: '/search?q=orange' }, { href: '/search' }],
    ['is its own where all is allowed', query, { url: '/search?q=orange' }, undefined],
    ['has both', { ...paths, ...query }, { url: '/users/17?token=x&q=1' }, { href: '/users/:id?q=1' }],
    [
      'has the framework’s route',
      { ANALYTICAL_MASK_ROUTES: true },
      { url: '/people/17', route: '/people/:id' },
      { href: '/people/:id' },
    ],
    ['has no route unless the site says so', paths, { url: '/people/17', route: '/people/:id' }, undefined],
    [
      'has the site’s own pattern first',
      { ...paths, ANALYTICAL_MASK_ROUTES: true },
      { url: '/users/17', route: '/:kind/:id' },
      { href: '/users/:id' },
    ],
    ['has no route that is none', { ANALYTICAL_MASK_ROUTES: true }, { url: '/people/17', route: 'x' }, undefined],
  ])('%s', (_, settings, visit, page) => {
    expect(pageOf(settings, visit).page).toEqual(page)
  })

  test('as the page gives it goes out as it stands, beside what else is masked', () => {
    const variables = { analytical_page: { href: '/counted-here', title: 'Counted so' } }
    const visit = { url: '/users/17', referer: 'https://www.example.com:8443/users/18' }
    expect(pageOf(paths, visit, variables).page).toEqual({
      href: '/counted-here',
      title: 'Counted so',
      referrer: 'https://www.example.com:8443/users/:id',
    })
  })

  test('that a service cannot be told is noted', () => {
    const capabilities = { identity: true, session: true, goal: true, split: true, page: false, events: true }
    const { analytical } = site({ settings: paths, providers: [probe('probe', { capabilities })] })
    const explained = (url: string) =>
      analytical.explain({ analytical: analytical.pageView({ request: { headers: {}, url } }) })[0]?.notes
    expect(explained('/users/17')).toEqual([
      'the page’s address is masked, but this service cannot be told: it sees the real one',
    ])
    expect(explained('/')).toEqual([])
  })

  test('of a page that a shared cache may keep is masked too, and its referrer is nobody’s', () => {
    const { analytical, seen } = site({ settings: paths })
    const request = { headers: { host: 'a.example', referer: 'https://a.example/users/18' }, url: '/users/17' }
    const view = analytical.pageView({ request, static: true })
    expect(seen({ analytical: view }).page).toEqual({ href: '/users/:id' })
  })
})

describe('a referrer', () => {
  test.each<[what: string, settings: object, referer: string | undefined, referrer: string | undefined]>([
    [
      'of the site is masked as its pages are',
      paths,
      'https://www.example.com/users/17?page=2',
      'https://www.example.com/users/:id?page=2',
    ],
    [
      'of the site loses what is not allowed',
      query,
      'https://www.example.com/search?q=a&token=x',
      'https://www.example.com/search?q=a',
    ],
    ['of another site is its own', { ...paths, ...query }, 'https://other.example/users/17?token=x', undefined],
    ['that is none is left out', paths, 'nonsense', undefined],
    ['is not made up', paths, undefined, undefined],
  ])('%s', (_, settings, referer, referrer) => {
    expect(pageOf(settings, { ...(referer !== undefined && { referer }) }).page?.referrer).toBe(referrer)
  })
})

test('a route that cannot be read is heard of, and the path stays', () => {
  const { analytical, errors, seen } = site({ settings: { ANALYTICAL_MASK_ROUTES: true } })
  const view = analytical.pageView({
    request: { headers: {}, url: '/people/17' },
    route() {
      throw new Error('no router')
    },
  })
  expect(seen({ analytical: view }).page).toBeUndefined()
  expect(errors).toEqual([{ phase: 'address', message: 'no router' }])
})

describe('explain notes what of the record a service would use', () => {
  const user = { username: 'jeff', email: 'jeff@example.com', name: 'Jeffrey Bean' }
  const reading = probe('probe', {
    tags: {
      probe: { position: 'body_bottom', data: ({ user }: { user: { email?: string } }) => ({ mail: user.email }) },
    },
  } as never)
  const notes = (settings: object, context: object) =>
    site({ settings, providers: [reading] }).analytical.explain(context)[0]?.notes
  const kept = "the e-mail address is kept back; PROBE_PERSONAL_DATA = ['email'] would send it"

  test.each<[what: string, settings: object, context: object, notes: readonly string[]]>([
    ['and does not get', {}, { user }, [kept]],
    ['not where it gets it', { PROBE_PERSONAL_DATA: ['email'] }, { user }, []],
    ['not where the record has none', {}, { user: { username: 'jeff' } }, []],
    ['not where nobody is named', {}, { user, analytical_identity: null }, []],
    ['not for nobody', {}, {}, []],
  ])('%s', (_, settings, context, expected) => {
    expect(notes(settings, context)).toEqual(expected)
  })
})
