import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { tracking } from '../../src/frameworks/node.ts'
import type { AnyProvider } from '../../src/provider.ts'
import { living, positions, settingsOf, variablesOf } from './whole-site.ts'

interface VisitorRequest extends IncomingMessage {
  number: number
}

/** A generator of numbers from 0 to 1, the same on every machine (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const item of Object.values(value)) deepFreeze(item)
  }
  return value
}

const mark = (number: number) => String(number).padStart(5, '0')
const isSignedIn = (number: number) => number % 3 !== 0
const hasConsented = (number: number) => number % 2 === 0

const userOf = (number: number) =>
  isSignedIn(number)
    ? deepFreeze({
        username: `visitor-${mark(number)}`,
        id: `visitor-${mark(number)}`,
        email: `visitor-${mark(number)}@example.com`,
        name: `visitor-${mark(number)}`,
      })
    : undefined

const requestOf = (number: number) =>
  Object.freeze({
    number,
    url: '/rhymes',
    headers: Object.freeze({ host: 'example.com' }),
    socket: Object.freeze({ remoteAddress: '203.0.113.7' }),
  }) as VisitorRequest

const shared = deepFreeze({
  analytical_session: { plan: 'gold', address: { city: 'Prague' } },
  analytical_goal: { id: 'signed_up', revenue: 9.5 },
  analytical_split: { name: 'hero', version: 'loud' },
  analytical_page: { title: 'All rhymes' },
  analytical_events: [['rhyme posted', { lines: 4 }]],
})

function kitOf(some: readonly AnyProvider[], more: Readonly<Record<string, unknown>> = {}) {
  const faults: unknown[] = []
  const analytical = createAnalytical({
    providers: Object.freeze([...some]),
    settings: deepFreeze({
      ...settingsOf(...some),
      ANALYTICAL_PERSONAL_DATA: ['email', 'name'],
      ANALYTICAL_CONSENT: 'required',
      ANALYTICAL_CURRENCY: 'EUR',
      ...more,
    }),
    contextProcessors: [
      () => shared,
      async ({ number }: VisitorRequest) => {
        await ticks(number % 4)
        return Object.freeze({ clicky_session: Object.freeze({ row: `visitor-${mark(number)}` }) })
      },
    ],
    consent: async ({ number }: VisitorRequest) => {
      await ticks(number % 3)
      return hasConsented(number)
    },
    onError: (error) => faults.push(error),
  })
  const track = tracking<VisitorRequest>(analytical, {
    user: ({ number }) => userOf(number),
    nonce: ({ number }) => `nonce-${mark(number)}`,
  })
  return { analytical, faults, track }
}

async function ticks(count: number): Promise<void> {
  for (let tick = 0; tick < count; tick++) await undefined
}

type Kit = ReturnType<typeof kitOf>

/** One visitor's page, with a pause of its own before each step. */
async function pageOf({ analytical, track }: Kit, number: number, context: object, pause: () => number) {
  await ticks(pause())
  const view = await track(requestOf(number))
  await ticks(pause())
  view.event('page read', Object.freeze({ by: `visitor-${mark(number)}` }))
  let html = ''
  for (const position of positions) {
    await ticks(pause())
    html += analytical.render(`analytical_${position}`, Object.freeze({ ...context, analytical: view }))
  }
  return html
}

/** The pages of visitors who all come at once. */
function pagesAtOnce(kits: readonly Kit[], count: number, context: object): Promise<string[]> {
  const random = randomFrom(20261121)
  const pause = () => Math.floor(random() * 5)
  const order = Array.from({ length: count }, (_, number) => ({ number, at: random() })).sort((a, b) => a.at - b.at)
  const pages: Promise<string>[] = []
  for (const { number } of order) pages[number] = pageOf(kits[number % kits.length] as Kit, number, context, pause)
  return Promise.all(pages)
}

const marksIn = (html: string) => new Set([...html.matchAll(/(?:visitor|nonce)-(\d{5})/g)].map(([, found]) => found))

/** Who is in a page that should not be, or is not and should be. */
function expectOwnVisitorsOnly(pages: readonly string[]): void {
  const wrong = pages.flatMap((html, number) => {
    const marks = [...marksIn(html)].join()
    const isCounted = html.includes('getclicky.com')
    const isNamed = html.includes(`visitor-${mark(number)}`)
    const isRight = marks === mark(number) && isCounted === hasConsented(number) && isNamed === isCounted
    return isRight ? [] : [{ number, marks, isCounted, isNamed }]
  })
  expect(wrong).toEqual([])
}

const few = living.filter(({ name }) => ['clicky', 'google_analytics', 'hubspot', 'facebook_pixel'].includes(name))
const variables = (some: readonly AnyProvider[]) => deepFreeze(variablesOf(...some))

describe('of pages made at once from shared, frozen objects each holds its own visitor and nobody else', () => {
  test('10,000 of one site', async () => {
    const kit = kitOf(few)
    expectOwnVisitorsOnly(await pagesAtOnce([kit], 10_000, variables(few)))
    expect(kit.faults).toEqual([])
  })

  test('2,000 of two sites in one process, and each has its own site’s account', async () => {
    const accounts = ['11111111', '22222222'] as const
    const kits = accounts.map((account) => kitOf(few, { CLICKY_SITE_ID: account }))
    const pages = await pagesAtOnce(kits, 2_000, variables(few))
    expectOwnVisitorsOnly(pages)
    const others = pages.filter((html, number) => html.includes(accounts[(number + 1) % 2] as string))
    expect(others).toEqual([])
    expect(kits.flatMap(({ faults }) => faults)).toEqual([])
  })

  test('150 of a site with every service, each as it is made alone', async () => {
    const context = variables(living)
    const pages = await pagesAtOnce([kitOf(living)], 150, context)
    expectOwnVisitorsOnly(pages)
    const alone = kitOf(living)
    for (const [number, html] of pages.entries()) {
      expect(await pageOf(alone, number, context, () => 0)).toBe(html)
    }
    expect(alone.faults).toEqual([])
  })
})
