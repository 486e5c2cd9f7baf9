import { afterEach, describe, expect, test } from 'vitest'
import type { AnalyticalOptions } from '../../src/analytical.ts'
import { PageView } from '../../src/page-view.ts'
import { run, scriptsOf } from '../page.ts'
import { site as kitOf } from '../probe.ts'
import { type Answer, type Asked, ask } from './ask.ts'
import { frameworks } from './servers/index.ts'
import type { Header, Page, Running, Served, Site } from './servers/site.ts'
import { type Result, rows, usual } from './table.ts'

const running: Running[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ close }) => close()))
})

/** A site of one kit, whose pages are its tag. */
function siteWith(options: Partial<AnalyticalOptions> = {}, more: Partial<Site> = {}) {
  const { analytical, errors } = kitOf(options)
  const answer = ({ view }: Page) => analytical.render('probe', { analytical: view })
  return { analytical, errors, site: { kit: analytical, answer, ...more } satisfies Site }
}

async function started({ serve }: Served, site: Site) {
  const server = await serve(site)
  running.push(server)
  return (asked?: Asked) => ask(server, asked)
}

const nonceIn = ({ text }: Answer) => scriptsOf(text)[0]?.attributes.nonce
const seenIn = ({ text }: Answer) =>
  (run(text).probe ?? {}) as Pick<Result, 'identity' | 'variables' | 'goal' | 'page' | 'events'>
const actionIn = ({ text }: Answer) =>
  text.startsWith('<!--') ? 'comment' : scriptsOf(text).length > 0 ? 'render' : 'omit'

function resultOf(answer: Answer): Omit<Result, 'told'> {
  const { identity, variables = {}, goal, page, events = [] } = seenIn(answer)
  const cacheControl = answer.headers['cache-control']
  return Object.fromEntries(
    Object.entries({
      status: answer.status,
      action: actionIn(answer),
      identity,
      variables,
      goal,
      page,
      events,
      cacheControl,
    }).filter(([, value]) => value !== undefined),
  ) as unknown as Omit<Result, 'told'>
}

describe.each(frameworks)('$name', (served) => {
  test.each(rows)('$what', async ({ kit, site: more, before, after, asked, expected }) => {
    const { analytical, errors, site } = siteWith(kit, more)
    const answer = (page: Page) => {
      before?.(page)
      const html = analytical.render('probe', { analytical: page.view })
      after?.(page)
      return html
    }
    const get = await started(served, { ...site, answer })
    const result = { ...resultOf(await get(asked)), told: errors.map(({ message }) => message) }
    expect(result).toEqual({ ...usual, ...expected })
  })

  test('gives the template a page view, and explains it', async () => {
    const { analytical, site } = siteWith()
    const answer = ({ view }: Page) =>
      `${PageView.is(view)} ${analytical.explain({ analytical: view }).map(({ action }) => action)}`
    const get = await started(served, { ...site, answer })
    expect((await get()).text).toBe('true render')
  })

  test('asks for the user once, and only when a tag is rendered', async () => {
    let asked = 0
    const user = () => {
      asked++
      return { username: 'alice' }
    }
    const { analytical, site } = siteWith({}, { user })
    await (await started(served, { ...site, answer: () => 'no tag' }))()
    expect(asked).toBe(0)
    const answer = ({ view }: Page) =>
      ['probe', 'analytical_body_bottom'].map((tag) => analytical.render(tag, { analytical: view })).join('')
    await (await started(served, { ...site, answer }))()
    expect(asked).toBe(1)
  })

  test('has the nonce that the site says', async () => {
    const get = await started(served, siteWith({}, { nonce: () => 'sItes+/=' }).site)
    expect(nonceIn(await get())).toBe('sItes+/=')
  })

  test('makes a nonce where the site says none, another for each page', async () => {
    const get = await started(served, siteWith().site)
    const nonces = [nonceIn(await get()), nonceIn(await get())]
    for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/)
    expect(new Set(nonces).size).toBe(2)
  })

  test('serves several sites in one process, and leaves alone a host that is none’s', async () => {
    const one = siteWith({ settings: { ANALYTICAL_INTERNAL_IPS: ['loopback'] } })
    const two = siteWith({ contextProcessors: [() => ({ probe_colour: 'two' })] })
    const kits: Record<string, typeof one.analytical> = {
      'one.example': one.analytical,
      'two.example': two.analytical,
    }
    const of = (header: Header) => kits[header('host') ?? '']
    const answer = ({ header, view }: Page) => of(header)?.render('probe', { analytical: view }) ?? String(view)
    const get = await started(served, { kit: of, answer })
    expect(actionIn(await get({ headers: { host: 'one.example' } }))).toBe('comment')
    expect(seenIn(await get({ headers: { host: 'two.example' } })).variables).toEqual({ colour: 'two' })
    expect((await get({ headers: { host: 'three.example' } })).text).toMatch(/^(?:undefined|null)$/)
  })

  test('keeps the pages of visitors who come at once apart', async () => {
    const waiting: (() => void)[] = []
    const visitors = Array.from({ length: 12 }, (_, index) => (index % 4 === 3 ? undefined : `visitor-${index}`))
    // None goes on before all are there, and then the last goes first.
    const together = () =>
      new Promise<object>((resolve) => {
        const colour = `colour-${waiting.length}`
        waiting.push(() => resolve({ probe_colour: colour }))
        if (waiting.length === visitors.length) for (const go of waiting.reverse()) go()
      })
    const user = (header: Header) => ({ username: header('x-user'), isAuthenticated: header('x-user') !== undefined })
    const { site, errors } = siteWith({ contextProcessors: [together], deadline: 20_000 }, { user })
    const get = await started(served, site)
    const answers = await Promise.all(
      visitors.map((name) => get({ headers: name === undefined ? {} : { 'x-user': name } })),
    )
    expect(answers.map((answer) => seenIn(answer).identity)).toEqual(visitors)
    const colours = answers.map((answer) => (seenIn(answer).variables as { colour?: string }).colour)
    expect(new Set(colours).size).toBe(visitors.length)
    expect(errors).toEqual([])
  })
})

describe.each(frameworks.filter(({ hasTrustRule }) => hasTrustRule))('$name, by its own trust rule', (served) => {
  test.each([
    ['nobody', false, 'render'],
    ['a proxy on loopback', true, 'comment'],
  ])('believes %s', async (_, behindProxy, action) => {
    const settings = { ANALYTICAL_INTERNAL_IPS: ['203.0.113.7'] }
    const get = await started(served, siteWith({ settings }, { behindProxy }).site)
    expect(actionIn(await get({ headers: { 'x-forwarded-for': '203.0.113.7' } }))).toBe(action)
  })

  test('tells the host', async () => {
    const settings = { ANALYTICAL_HOSTS: ['rhymes.example'] }
    const get = await started(served, siteWith({ settings }, { behindProxy: true }).site)
    const headers = { host: 'internal.example', 'x-forwarded-host': 'rhymes.example' }
    expect(actionIn(await get({ headers }))).toBe('render')
  })
})
