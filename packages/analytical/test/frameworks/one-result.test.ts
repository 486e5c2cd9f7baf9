import { describe, expect, test } from 'vitest'
import { PageView } from '../../src/page-view.ts'
import type { Answer } from './ask.ts'
import { actionIn, asking, nonceIn, seenIn, tagOf } from './pages.ts'
import { frameworks } from './servers/index.ts'
import type { Header, Page } from './servers/site.ts'
import { type Result, rows, usual } from './table.ts'

function resultOf(answer: Answer, told: readonly string[]): Partial<Result> {
  const { identity, variables, goal, page, events } = seenIn(answer) ?? { variables: {}, events: [] }
  const cacheControl = answer.headers['cache-control']
  const result = { status: answer.status, action: actionIn(answer), identity, variables, goal, page, events }
  return Object.fromEntries(
    Object.entries({ ...result, cacheControl, told }).filter(([, value]) => value !== undefined),
  )
}

describe.each(frameworks)('$name', ({ serve }) => {
  test.each(rows)('$what', async ({ kit: options, site, before, after, asked, expected }) => {
    const { analytical: kit, tag, told } = tagOf(options)
    const answer = (page: Page) => {
      before?.(page)
      const html = tag({ analytical: page.view })
      after?.(page)
      return html
    }
    const get = await asking(serve({ kit, answer, ...site }))
    const answered = await get(asked)
    expect(resultOf(answered, told())).toEqual({ ...usual, ...expected })
  })

  test('gives the template a page view, and explains it', async () => {
    const { analytical: kit } = tagOf()
    const answer = ({ view }: Page) =>
      `${PageView.is(view)} ${kit.explain({ analytical: view }).map(({ action }) => action)}`
    const get = await asking(serve({ kit, answer }))
    expect((await get()).text).toBe('true render')
  })

  test('asks for the user once, and only when a tag is rendered', async () => {
    let asked = 0
    const user = () => {
      asked++
      return { username: 'alice' }
    }
    const { analytical: kit } = tagOf()
    const get = await asking(serve({ kit, user, answer: () => 'no tag' }))
    await get()
    expect(asked).toBe(0)
    const answer = ({ view }: Page) =>
      ['probe', 'analytical_body_bottom'].map((tag) => kit.render(tag, { analytical: view })).join('')
    const getTags = await asking(serve({ kit, user, answer }))
    await getTags()
    expect(asked).toBe(1)
  })

  test('has the nonce that the site says', async () => {
    const { analytical: kit, tag } = tagOf()
    const answer = ({ view }: Page) => tag({ analytical: view })
    const get = await asking(serve({ kit, answer, nonce: () => 'sItes+/=' }))
    expect(nonceIn(await get())).toBe('sItes+/=')
  })

  test('makes a nonce where the site says none, another for each page', async () => {
    const { analytical: kit, tag } = tagOf()
    const get = await asking(serve({ kit, answer: ({ view }) => tag({ analytical: view }) }))
    const nonces = [nonceIn(await get()), nonceIn(await get())]
    for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/)
    expect(new Set(nonces).size).toBe(2)
  })

  test('serves several sites in one process, and leaves alone a host that is none’s', async () => {
    const one = tagOf({ settings: { ANALYTICAL_INTERNAL_IPS: ['loopback'] } })
    const two = tagOf({ contextProcessors: [() => ({ probe_colour: 'two' })] })
    const sites: Record<string, typeof one> = { 'one.example': one, 'two.example': two }
    const of = (header: Header) => sites[header('host') ?? '']
    const answer = ({ header, view }: Page) => of(header)?.tag({ analytical: view }) ?? `view: ${view}`
    const get = await asking(serve({ kit: (header) => of(header)?.analytical, answer }))
    expect(actionIn(await get({ headers: { host: 'one.example' } }))).toBe('comment')
    expect(seenIn(await get({ headers: { host: 'two.example' } }))?.variables).toEqual({ colour: 'two' })
    expect((await get({ headers: { host: 'three.example' } })).text).toBe('view: undefined')
  })

  test('keeps the pages of visitors who come at once apart', async () => {
    const visitors = Array.from({ length: 12 }, (_, index) => (index % 4 === 3 ? undefined : `visitor-${index}`))
    const waiting: (() => void)[] = []
    // None goes on before all are there, and then the last goes first.
    const together = () =>
      new Promise<object>((resolve) => {
        const colour = `colour-${waiting.length}`
        waiting.push(() => resolve({ probe_colour: colour }))
        if (waiting.length === visitors.length) for (const go of waiting.reverse()) go()
      })
    const user = (header: Header) => ({ username: header('x-user'), isAuthenticated: header('x-user') !== undefined })
    const { analytical: kit, tag, told } = tagOf({ contextProcessors: [together], deadline: 20_000 })
    const get = await asking(serve({ kit, user, answer: ({ view }) => tag({ analytical: view }) }))
    const seen = await Promise.all(
      visitors.map(async (name) => seenIn(await get({ headers: name === undefined ? {} : { 'x-user': name } }))),
    )
    expect(seen.map((one) => one?.identity)).toEqual(visitors)
    const variables = seen.map((one) => JSON.stringify(one?.variables))
    expect(new Set(variables).size).toBe(visitors.length)
    expect(told()).toEqual([])
  })
})

describe.each(frameworks.filter(({ hasTrustRule }) => hasTrustRule))('$name, by its own trust rule', ({ serve }) => {
  test.each([
    ['nobody', false, 'render'],
    ['a proxy on loopback', true, 'comment'],
  ])('believes %s', async (_, behindProxy, action) => {
    const { analytical: kit, tag } = tagOf({ settings: { ANALYTICAL_INTERNAL_IPS: ['203.0.113.7'] } })
    const get = await asking(serve({ kit, behindProxy, answer: ({ view }) => tag({ analytical: view }) }))
    expect(actionIn(await get({ headers: { 'x-forwarded-for': '203.0.113.7' } }))).toBe(action)
  })

  test.each([
    ['not', false, 'omit'],
    ['where there is one', true, 'render'],
  ])('takes the host that a proxy names, %s', async (_, behindProxy, action) => {
    const { analytical: kit, tag } = tagOf({ settings: { ANALYTICAL_HOSTS: ['rhymes.example'] } })
    const get = await asking(serve({ kit, behindProxy, answer: ({ view }) => tag({ analytical: view }) }))
    const headers = { host: 'internal.example', 'x-forwarded-host': 'rhymes.example' }
    expect(actionIn(await get({ headers }))).toBe(action)
  })
})
