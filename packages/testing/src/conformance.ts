import assert from 'node:assert/strict'
import { type Analytical, type AnyProvider, createAnalytical, SettingsError, type Tag, type Word } from 'analytical'
import { shapeOf } from './elements.ts'
import {
  exampleIn,
  exampleSettings,
  exampleVariables,
  sharedWords,
  exampleUser as user,
  exampleWords as words,
} from './examples.ts'
import { payloads } from './payloads.ts'
import { readTracking } from './read-tracking.ts'

/** One thing that every provider must hold to. */
export interface Check {
  /** A sentence, with the service as its subject. */
  name: string
  /** @throws AssertionError where the provider does not hold to it. */
  run(): void
}

/**
 * What every provider must hold to, tried with the examples of its own settings and variables.
 *
 * @example for (const { name, run } of conformance(clicky)) test(name, run)
 */
export function conformance(provider: AnyProvider): readonly Check[] {
  const { title } = provider
  return [
    { name: `${title} is off, and silent, without settings`, run: () => isOffWithoutSettings(provider) },
    ...Object.keys(provider.settings).map((setting) => ({
      name: `${title} stays whole, or off with a clear word, for a wrong ${setting}`,
      run: () => refusesWrong(provider, setting),
    })),
    { name: `${title} writes into nothing it is given, and does the same twice`, run: () => isPure(provider) },
    { name: `${title} leaves the same state inline and as an island`, run: () => agreesInBothModes(provider) },
    { name: `${title} has the nonce on every script`, run: () => carriesNonce(provider) },
    { name: `${title} loads from the hosts it names for the policy only`, run: () => keepsToItsHosts(provider) },
    {
      name: `${title} is commented out for an internal address, and names nobody there`,
      run: () => isCommentedOut(provider),
    },
    { name: `${title} is left out of a page that switches it off`, run: () => canBeSwitchedOff(provider) },
    { name: `${title} does not name an anonymous visitor`, run: () => namesNobodyUnasked(provider) },
    {
      name: `${title} gets e-mail and full name only where a setting grants them`,
      run: () => keepsPersonalData(provider),
    },
    { name: `${title} expresses what its capabilities say, and nothing else`, run: () => isHonest(provider) },
    { name: `${title} takes any consent, also when it changes`, run: () => takesConsent(provider) },
    {
      name: `${title} is inert until consent is granted, and then does all it does`,
      run: () => isHeldUntilConsent(provider),
    },
    { name: `${title} is absent where consent is refused`, run: () => isAbsentWhenRefused(provider) },
    { name: `${title} lets no value leave its place`, run: () => holdsHostileValues(provider) },
  ]
}

type Fields = Record<string, unknown>

/** A provider with the examples of its settings, and what it reports while pages are made. */
interface Kit {
  analytical: Analytical
  faults: unknown[]
}

function kit(provider: AnyProvider, settings: Fields = {}): Kit {
  const faults: unknown[] = []
  const analytical = createAnalytical({
    settings: { ...exampleSettings(provider), ...settings },
    providers: [provider],
    onError: (error) => faults.push(error),
  })
  return { analytical, faults }
}

interface Visit {
  signedIn?: unknown
  ip?: string
  nonce?: string
  consent?: boolean
}

/** A page of all the provider's tags, heads first, as a browser gets it. */
function page({ tags }: AnyProvider, { analytical, faults }: Kit, variables: Fields, visit: Visit = {}): string {
  const { signedIn, ip = '203.0.113.7', nonce, consent } = visit
  const view = analytical.pageView({ ip, user: signedIn, nonce, consent })
  const written = (place: string) =>
    Object.entries(tags)
      .filter(([, { position }]) => position.startsWith(place))
      .map(([tag]) => analytical.render(tag, { ...variables, analytical: view }))
      .join('')
  const html = `${beforeHead}${written('head')}${betweenHeadAndBody}${written('body')}${afterBody}`
  assert.deepEqual(faults, [], 'it reports a fault')
  return html
}

const beforeHead = '<!doctype html><html><head>'
const betweenHeadAndBody = '</head><body>'
const afterBody = '<p id="after"></p></body></html>'

const tagsOnly = (html: string) => html.slice(beforeHead.length, -afterBody.length).replace(betweenHeadAndBody, '')

function isOffWithoutSettings(provider: AnyProvider): void {
  const analytical = createAnalytical({ settings: {}, providers: [provider] })
  assert.deepEqual(analytical.problems, [], 'missing settings are no problem')
  assert.deepEqual(analytical.enabled, [], 'it is on without settings')
  for (const tag of Object.keys(provider.tags)) assert.equal(analytical.render(tag, {}), '', `${tag} renders something`)
}

function refusesWrong(provider: AnyProvider, setting: string): void {
  const expected = shapeOf(page(provider, kit(provider), {}))
  for (const wrong of ['"><script>broken=1</script>', "');broken=1;//", `${'9'.repeat(10_000)}x`]) {
    let site: Kit
    try {
      site = kit(provider, { [setting]: wrong })
    } catch (error) {
      assert(error instanceof SettingsError, `the error is no SettingsError: ${error}`)
      assert(
        error.problems.some((problem) => problem.setting === setting && problem.message.startsWith(setting)),
        `no problem names ${setting}: ${error.message}`,
      )
      continue
    }
    assert.deepEqual(shapeOf(page(provider, site, {})), expected, `${setting} accepts ${wrong} and lets it out`)
  }
}

function isPure(provider: AnyProvider): void {
  const site = kit(provider)
  const variables = deepFreeze({ ...exampleVariables(provider), ...sharedWords() })
  const signedIn = deepFreeze({ ...user })
  const first = page(provider, site, variables, { signedIn })
  assert(tagsOnly(first).trim() !== '', 'nothing is rendered')
  assert.equal(page(provider, site, variables, { signedIn }), first, 'the second page differs from the first')
}

function agreesInBothModes(provider: AnyProvider): void {
  const variables = { ...exampleVariables(provider), ...sharedWords() }
  const read = (mode: string) => {
    const tracking = readTracking(
      page(provider, kit(provider, { ANALYTICAL_SCRIPTS: mode }), variables, { signedIn: user }),
    )
    assert.deepEqual(tracking.errors, [], `its scripts fail (${mode})`)
    return { ...tracking, nonces: undefined, globals: withoutDates(tracking.globals) }
  }
  assert.deepEqual(read('island'), read('inline'))
}

// A vendor's bootstrap may note the time; between two pages that differs.
const withoutDates = (globals: Readonly<Fields>) =>
  JSON.parse(JSON.stringify(globals, (_, value) => (isNow(value) ? 'now' : value)))

function isNow(value: unknown): boolean {
  const isMoment = typeof value === 'number' || (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value))
  return isMoment && Math.abs(new Date(value).getTime() - Date.now()) < 60_000
}

function carriesNonce(provider: AnyProvider): void {
  const { nonces } = readTracking(page(provider, kit(provider), sharedWords(), { nonce: 'bm9uY2U=', signedIn: user }))
  assert(nonces.length > 0, 'there is no script')
  for (const nonce of nonces) assert.equal(nonce, 'bm9uY2U=')
}

function keepsToItsHosts(provider: AnyProvider): void {
  for (const mode of ['inline', 'island']) {
    const site = kit(provider, { ANALYTICAL_SCRIPTS: mode })
    const policy = site.analytical.csp()
    const { loads, images, frames } = readTracking(page(provider, site, sharedWords()))
    for (const src of loads) assert(allows(policy['script-src'], src), `script-src lacks ${src}`)
    for (const src of images) assert(allows(policy['img-src'], src), `img-src lacks ${src}`)
    for (const src of frames) assert(allows(policy['frame-src'], src), `frame-src lacks ${src}`)
  }
}

function allows(sources: unknown, address: string): boolean {
  const { origin, host } = new URL(address)
  return ((sources ?? []) as string[]).some(
    (source) =>
      source === origin || (source.startsWith('https://*.') && host.endsWith(source.slice('https://*'.length))),
  )
}

function isCommentedOut(provider: AnyProvider): void {
  for (const mode of ['inline', 'island']) {
    const site = kit(provider, { ANALYTICAL_SCRIPTS: mode, ANALYTICAL_INTERNAL_IPS: ['10.0.0.0/8'] })
    const html = page(
      provider,
      site,
      { ...exampleVariables(provider), ...sharedWords() },
      { signedIn: user, ip: '10.1.2.3' },
    )
    assert.deepEqual(shapeOf(html), shapeOf(page(provider, site, { analytical_disabled: true })))
    const comments = tagsOnly(html)
      .trim()
      .slice('<!--'.length, -'-->'.length)
      .split(/-->\s*<!--/)
    for (const comment of comments) assert(!comment.includes('>'), 'the comment holds a > and could end early')
    assert(readTracking(html).disabled.includes(provider.title), 'the page does not say that it is disabled')
    for (const told of Object.values(user)) assert(!html.includes(told), `the page holds ${told}`)
  }
}

function canBeSwitchedOff(provider: AnyProvider): void {
  const html = page(
    provider,
    kit(provider),
    { ...sharedWords(), analytical_disabled: [provider.name] },
    { signedIn: user },
  )
  assert.equal(tagsOnly(html), '')
}

function namesNobodyUnasked(provider: AnyProvider): void {
  const site = kit(provider)
  const anonymous = page(provider, site, {})
  for (const signedIn of [
    undefined,
    null,
    { ...user, isAuthenticated: false },
    { ...user, isAuthenticated: () => false },
  ]) {
    assert.equal(page(provider, site, {}, { signedIn }), anonymous)
  }
  const switchedOff = page(provider, site, { analytical_identity: null }, { signedIn: user })
  assert.equal(switchedOff, anonymous, 'an explicit null does not switch the identity off')
}

function keepsPersonalData(provider: AnyProvider): void {
  const { email, name } = user
  const byEmail = { ...user, username: email }
  for (const signedIn of [user, byEmail]) {
    const html = page(provider, kit(provider), {}, { signedIn })
    for (const told of [email, ...name.split(' ')]) assert(!html.includes(told), `the page holds ${told}`)
  }
  if (provider.terms !== 'no personal data') return
  const asked = {
    analytical_identity: email,
    analytical_session: { email, name },
    analytical_page: { title: `Mail of ${email}` },
  }
  const html = page(provider, kit(provider, { ANALYTICAL_PERSONAL_DATA: ['email', 'name'] }), asked, {
    signedIn: byEmail,
  })
  for (const told of [email, name]) assert(!html.includes(told), `the page holds ${told} against the vendor's terms`)
}

function isHonest(provider: AnyProvider): void {
  const site = kit(provider)
  const signedIn = page(provider, site, {}, { signedIn: user })
  const found = {
    identity: tells(provider, {}) || tells(provider, { ANALYTICAL_PERSONAL_DATA: ['email', 'name'] }),
    ...Object.fromEntries(
      Object.entries(words).map(([word, value]) => [
        word,
        page(provider, site, { [`analytical_${word}`]: value }, { signedIn: user }) !== signedIn,
      ]),
    ),
  } as Record<Word, boolean>
  for (const [word, expressed] of Object.entries(found)) {
    const claimed = provider.capabilities[word as Word]
    assert.equal(
      expressed,
      claimed !== false,
      `capabilities say ${JSON.stringify(claimed)} of ${word}, the page otherwise`,
    )
  }
}

/** Whether the page shows that somebody is signed in. */
function tells(provider: AnyProvider, settings: Fields): boolean {
  const site = kit(provider, settings)
  return page(provider, site, {}, { signedIn: user }) !== page(provider, site, {})
}

function takesConsent({ settings, tags }: AnyProvider): void {
  const values = Object.fromEntries(
    Object.entries(settings as Fields).map(([name, schema]) => [name, parsed(schema, exampleIn(schema as never))]),
  )
  for (const { stub, consent } of Object.values(tags) as Tag<Fields>[]) {
    if (consent === undefined) continue
    const call = String(consent(values, { regions: ['DE'] }))
    const calls = choices.map((choice) => `(function (consent) { ${call}\n })(${JSON.stringify(choice)});`)
    const { errors } = readTracking(`<script>${stub?.(values) ?? ''}\n${calls.join('\n')}</script>`)
    assert.deepEqual(errors, [], 'its consent call fails')
  }
}

const choices = [
  {},
  { analytics: 'pending', marketing: 'pending', functional: 'pending' },
  { analytics: 'denied', marketing: 'denied', functional: 'denied' },
  { analytics: 'granted', marketing: 'granted', functional: 'granted' },
]

const parsed = (schema: unknown, value: unknown) => (schema as { parse(value: unknown): unknown }).parse(value)

const grantAll = "analytical.consent({ functional: 'granted', analytics: 'granted', marketing: 'granted' })"

function isHeldUntilConsent(provider: AnyProvider): void {
  const variables = { ...exampleVariables(provider), ...sharedWords() }
  for (const mode of ['inline', 'island']) {
    const site = kit(provider, { ANALYTICAL_CONSENT: 'required', ANALYTICAL_SCRIPTS: mode })
    const pageOf = (visit: Visit) => page(provider, site, variables, { ...visit, signedIn: user })
    const live = stateOf(pageOf({ consent: true }))
    const pending = pageOf({})
    if (provider.category === 'necessary') {
      assert.deepEqual(stateOf(pending), live, 'it is necessary, and waits for consent')
      continue
    }
    assert.deepEqual(stateOf(pending), nothing, 'it runs before consent')
    const withoutElements = { images: [], frames: [] }
    const granted = pending.replace(afterBody, `<script>${grantAll}</script>${afterBody}`)
    assert.deepEqual(stateOf(granted), { ...live, ...withoutElements }, 'once granted it does not do what it does')
  }
}

const nothing = { globals: {}, loads: [], images: [], frames: [] }

/** What a page leaves beside the state of consent, however its files are asked for. */
function stateOf(html: string) {
  const { globals, loads, images, frames, errors } = readTracking(html)
  assert.deepEqual(errors, [], 'its scripts fail')
  const { analytical: _, ...rest } = globals
  return { globals: withoutDates(rest), loads: [...loads].sort(), images, frames }
}

function isAbsentWhenRefused(provider: AnyProvider): void {
  if (provider.category === 'necessary') return
  const site = kit(provider, { ANALYTICAL_CONSENT: 'required' })
  const html = page(provider, site, sharedWords(), { signedIn: user, consent: false })
  assert.deepEqual(stateOf(html), nothing, 'it runs where it is refused')
  assert(!html.includes('text/plain'), 'it is held where it is refused')
}

function holdsHostileValues(provider: AnyProvider): void {
  const harmless = { ...exampleVariables(provider), ...sharedWords() }
  for (const mode of ['inline', 'island']) {
    const site = kit(provider, {
      ANALYTICAL_SCRIPTS: mode,
      ANALYTICAL_INTERNAL_IPS: ['10.0.0.0/8'],
      ANALYTICAL_PERSONAL_DATA: ['email', 'name'],
    })
    let allPages = ''
    for (const ip of ['203.0.113.7', '10.1.2.3']) {
      const expected = shapeOf(page(provider, site, harmless, { ip, signedIn: user }))
      for (const payload of payloads) {
        const visit = { ip, signedIn: poisoned(user, `${payload} of the user`) }
        const html = page(provider, site, poisoned(harmless, payload) as Fields, visit)
        assert.deepEqual(shapeOf(html), expected, `${JSON.stringify(payload)} changes the elements of the page`)
        allPages += tagsOnly(html)
      }
    }
    const { errors, globals } = readTracking(allPages)
    assert.deepEqual(errors, [], 'a hostile value breaks a script')
    assert(!('broken' in globals), 'a hostile value runs')
  }
}

/** The same value with every text in it, and one more key of each object, replaced. */
function poisoned(value: unknown, payload: string): unknown {
  if (typeof value === 'string') return payload
  if (Array.isArray(value)) return value.map((item) => poisoned(item, payload))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, poisoned(item, payload)] as const)
  return Object.fromEntries([...entries, [payload, payload]])
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value)
    for (const item of Object.values(value)) deepFreeze(item)
  }
  return value
}
