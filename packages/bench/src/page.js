/** The site's accounts, for the kit and for the page by hand. */
export const accounts = { clicky: '12345678', google: 'G-ABCDE12345', hubspot: '1234567' }

export const settings = {
  CLICKY_SITE_ID: accounts.clicky,
  GOOGLE_ANALYTICS_ID: accounts.google,
  HUBSPOT_PORTAL_ID: accounts.hubspot,
  ANALYTICAL_INTERNAL_IPS: ['private'],
}

/** What the page's own template uses and no tag asks for. */
const unrelated = (n) => ({
  title: `Rhyme ${n}`,
  description: 'A rhyme, and what its readers said.',
  canonical: `https://rhymes.example/rhymes/${n}`,
  locale: 'en-GB',
  theme: n % 2 === 0 ? 'light' : 'dark',
  breadcrumbs: ['Home', 'Rhymes', `Rhyme ${n}`],
  navigation: [{ href: '/rhymes', text: 'Rhymes' }],
  footer: { year: 2026 },
  rhyme: { id: n, lines: ['…'] },
  author: { name: 'A. Poet' },
  comments: [],
  related: [n + 1, n + 2],
  likes: n * 3,
  isLiked: n % 3 === 0,
  csrfToken: `csrf-${n}`,
  flash: null,
  form: {},
  errors: [],
  page: 1,
  pages: 12,
  query: '',
  sort: 'newest',
  filters: {},
  assets: '/assets/7f3a',
  environment: 'production',
  version: '3.14.0',
  features: { comments: true },
  now: 1_790_000_000 + n,
  settings: {},
  cache: true,
})

const userOf = (n) => ({
  id: 1000 + n,
  username: `poet${n}`,
  email: `poet${n}@example.com`,
  name: `Pat Poet${n}`,
  createdAt: new Date(1_700_000_000_000 + n),
  passwordHash: 'x'.repeat(60),
})

const publicAddress = (n) => `203.0.113.${n}`
const nonceOf = (n) => Buffer.from(`nonce of page ${n}`.padEnd(16, '.')).toString('base64')

/** A request's part of a page (address, nonce, signed-in user) and its template's variables. */
function page(n, { variables = {}, ...request } = {}) {
  return {
    request: { ip: publicAddress(n), nonce: nonceOf(n), user: undefined, ...request },
    events: [],
    variables: { ...unrelated(n), ...variables },
  }
}

export const signedIn = (n) =>
  page(n, {
    user: userOf(n),
    variables: {
      analytical_session: { plan: n % 2 === 0 ? 'free' : 'pro', logins: n },
      analytical_goal: { id: n, name: 'signed up', revenue: n + 0.95, currency: 'EUR' },
      analytical_split: { name: 'headline', version: n % 2 === 0 ? 'short' : 'long' },
    },
  })

export const anonymous = (n) => page(n)

export const internal = (n) => ({ ...signedIn(n), request: { ...signedIn(n).request, ip: `10.0.0.${n}` } })

function changed(base, request, variables = {}, events = []) {
  return {
    request: { ...base.request, ...request },
    events,
    variables: { ...base.variables, ...variables },
  }
}

/** The pages on which kit and hand must agree to the byte before anything is measured. */
export const pagesToAgreeOn = {
  'signed in': signedIn(1),
  'signed in, with everything': changed(
    signedIn(2),
    {},
    { analytical_page: { href: 'https://rhymes.example/a?b#c', title: 'A & B', referrer: 'https://example.org/' } },
    [
      ['rhyme posted', { lines: 4, at: new Date(0) }],
      ['Érrors: 2', {}],
    ],
  ),
  'anonymous, with nothing': anonymous(3),
  'anonymous, with a goal': changed(anonymous(4), {}, { analytical_goal: { id: 5 } }),
  'internal address': internal(5),
  'internal IPv6 address': changed(signedIn(6), { ip: 'fd00::6' }),
  'internal IPv4 address, mapped': changed(signedIn(6), { ip: '::ffff:10.0.0.6' }),
  'no address, no nonce': changed(signedIn(7), { ip: undefined, nonce: undefined }),
  'events only': changed(anonymous(8), {}, {}, [['rhyme read', { id: 8 }]]),
  'hostile values': changed(
    signedIn(9),
    { user: { ...userOf(9), username: '</script><script>alert(1)//' } },
    {
      analytical_session: JSON.parse('{"plan":"</script>\\u2028","__proto__":{"a":1},"<!--":"&amp;"}'),
      analytical_split: { name: '<b>', version: '>' },
    },
    [['</SCRIPT>', { text: '<!--<script>' }]],
  ),
  'user name is an e-mail address': changed(signedIn(10), { user: { ...userOf(10), username: 'pat@example.com' } }),
  'user name is the full name': changed(signedIn(11), { user: { ...userOf(11), username: 'Pat Poet11' } }),
  'user name of two words': changed(signedIn(12), { user: { ...userOf(12), username: 'old sailor' } }),
  'no user name, an id': changed(signedIn(13), { user: { id: 13 } }),
  'personal data among the values': changed(
    signedIn(14),
    {},
    {
      analytical_session: { plan: 'pro', mail: 'poet14@example.com', 'poet14@example.com': 1, full: 'Pat Poet14' },
      analytical_goal: { id: 14, name: 'poet14@example.com' },
      analytical_page: { href: '/u/poet14%40example.com', title: 'Pat Poet14’s page' },
    },
    [['mail to pat@example.com', { to: 'pat@example.com', list: ['a', 'b@c.d', { name: 'Pat Poet14' }] }]],
  ),
  'a session that names the user': changed(signedIn(15), {}, { analytical_session: { username: 'sess', plan: 'pro' } }),
  'a session that names the user by e-mail': changed(signedIn(16), {}, { analytical_session: { username: 'a@b.c' } }),
  'identity null': changed(signedIn(17), {}, { analytical_identity: null }),
  'identity null, anonymous': changed(anonymous(17), {}, { analytical_identity: null }),
  'identity told': changed(signedIn(18), {}, { analytical_identity: 'member-18' }),
  'identity told, an e-mail address': changed(signedIn(19), {}, { analytical_identity: 'm@example.com' }),
  'variables that are inherited': {
    ...signedIn(20),
    variables: Object.assign(Object.create({ analytical_identity: 'inherited' }), signedIn(20).variables),
  },
}

/** The object a template engine hands to a tag: copied key by key, as Express and nunjucks do it. */
export function contextOf({ variables }) {
  const context = Object.create(Object.getPrototypeOf(variables))
  for (const key of Object.keys(variables)) context[key] = variables[key]
  return context
}
