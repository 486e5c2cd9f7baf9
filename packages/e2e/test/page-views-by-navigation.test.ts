import { createAnalytical, defineProvider, js } from 'analytical'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { launch } from '../src/browser.ts'
import { type Board, type Reader, reading } from '../src/navigation/board.ts'
import { countings } from '../src/navigation/counting.ts'
import { htmx4, type Navigator, navigators, turbo } from '../src/navigation/navigators.ts'
import { headerOf } from '../src/serve.ts'

const probe = defineProvider({
  name: 'probe',
  title: 'Probe',
  homepage: 'https://probe.example',
  summary: 'Notes the pages in which it runs.',
  category: 'analytics',
  verified: '2026-11-27',
  settings: {},
  variables: {},
  capabilities: { identity: true, session: false, goal: false, split: false, page: false, events: false },
  csp: () => ({}),
  tags: {
    probe: {
      position: 'body_bottom',
      data: ({ identity }) => ({ identity }),
      script: () => js`
        var ran = JSON.parse(sessionStorage.getItem("ran") || "[]");
        sessionStorage.setItem("ran", JSON.stringify(ran.concat(location.pathname)));`,
    },
  },
})

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

type Mode = 'inline' | 'island'
const kitIn = (mode: Mode) => createAnalytical({ settings: { ANALYTICAL_SCRIPTS: mode }, providers: [probe] })

async function arrived(board: Board): Promise<Reader> {
  const reader = await reading(browser, board)
  onTestFinished(reader.leave)
  return reader
}

/** Four visits: the first page, the next, the first again, and back. */
async function goAround({ follow, back }: Reader): Promise<void> {
  await follow('/next')
  await follow('/')
  await back('/next')
}
const eachVisit = ['/', '/next', '/', '/next']

const noPreview = '<meta name="turbo-cache-control" content="no-preview">'
const island = kitIn('island')
const byHash = () => headerOf(island.csp({ 'script-src': ["'self'"] }))

describe.each(navigators)('$title', (navigator: Navigator) => {
  test.each<[Mode, string]>([
    ['inline', 'head'],
    ['island', 'body'],
  ])('where pages are loaded, each visit counts once: %s, tags in the %s', async (mode, tagsIn) => {
    const board = { analytical: kitIn(mode), navigator, tagsIn: tagsIn as 'head', follows: false }
    const reader = await arrived(board)
    await goAround(reader)
    expect(await reader.ran()).toEqual(eachVisit)
    expect(reader.wrong).toEqual([])
  })

  test('a part of a page that comes anew is no visit', async () => {
    const reader = await arrived({ analytical: island, navigator, tagsIn: 'body', follows: false })
    await reader.renew()
    await reader.follow('/next')
    expect(await reader.ran()).toEqual(['/', '/next'])
  })

  test('tags in the head of swapped pages run once in a document, under a policy by hash', async () => {
    const board = { analytical: island, navigator, tagsIn: 'head', policy: byHash, head: noPreview } as const
    const reader = await arrived(board)
    await goAround(reader)
    expect(await reader.ran()).toEqual(['/'])
    expect(reader.wrong.filter((error) => !error.includes('style'))).toEqual([])
  })

  test('tags in the body of swapped pages run at each visit, under a policy by hash', async () => {
    const board = { analytical: island, navigator, tagsIn: 'body', policy: byHash, head: noPreview } as const
    const reader = await arrived(board)
    await goAround(reader)
    expect(await reader.ran()).toEqual(eachVisit)
    expect(reader.wrong.filter((error) => !error.includes('style'))).toEqual([])
  })

  test('the nonce of a swapped page is not the document’s, and its tags are refused', async () => {
    const policy = (nonce: string) => `script-src 'self' 'nonce-${nonce}'`
    const board = { analytical: kitIn('inline'), navigator, tagsIn: 'body', policy, head: noPreview } as const
    const reader = await arrived(board)
    await reader.follow('/next')
    expect(await reader.ran()).toEqual(['/'])
    expect(reader.wrong).toContainEqual(expect.stringContaining('script-src'))
  })
})

test.each<[Mode, readonly string[]]>([
  ['inline', ['/', '/next']],
  ['island', ['/']],
])('Turbo runs tags in the head again where their text is new, and not where it is constant: %s', async (mode, ran) => {
  const variables = (path: string) => ({ analytical_identity: path })
  const board = { analytical: kitIn(mode), navigator: turbo, tagsIn: 'head', head: noPreview, variables } as const
  const reader = await arrived(board)
  await goAround(reader)
  expect(await reader.ran()).toEqual(ran)
})

test('Turbo runs the tags of a preview, and those of the page that follows, unless there is no preview', async () => {
  const board = { analytical: island, navigator: turbo, tagsIn: 'body' } as const
  const reader = await arrived(board)
  await goAround(reader)
  expect(await reader.ran()).toEqual(['/', '/next', '/', '/', '/next'])
})

describe.each([turbo, htmx4])('$title, where pages are swapped', (navigator) => {
  test.each(countings)(
    'the library of $provider itself counts each visit, its tag in the $tagsIn',
    async (counting) => {
      const { library, settings, tagsIn, views } = counting
      const analytical = createAnalytical({
        settings: { ...library.settings, ANALYTICAL_SCRIPTS: 'island', ...settings },
      })
      const reader = await arrived({ analytical, navigator, tagsIn, head: noPreview, vendor: library })
      const counted = () => reader.tracking.sent().reduce((sum, sent) => sum + views(sent), 0)
      await expect.poll(counted, { timeout: 30_000 }).toBe(1)
      await reader.follow('/next')
      await expect.poll(counted, { timeout: 30_000 }).toBe(2)
      await reader.follow('/')
      await expect.poll(counted, { timeout: 30_000 }).toBe(3)
      await reader.back('/next')
      await expect.poll(counted, { timeout: 30_000 }).toBe(4)
      expect(reader.wrong).toEqual([])
    },
  )
})
