import { afterAll, expect, test } from 'vitest'
import { changedBy } from './changes.ts'
import { tryAll } from './grid.ts'
import { living } from './living.ts'
import { payloads } from './payloads.ts'

const all = { sinks: 0, told: 0, pages: 0, refused: 0 }

test.each(living)(
  'whatever it is given, a page with $title keeps its elements and tells just that, inline',
  (provider) => {
    const { sinks, pages, refused, told, changed } = tryAll(provider, 'inline')
    expect(pages / 2 + refused).toBe(sinks * payloads.length)
    const withoutPrefix = changed.map((name) => name.replace(new RegExp(`^(?:analytical|${provider.name})_`), ''))
    expect([...new Set(withoutPrefix)].sort()).toEqual(changedBy(provider.name))
    all.sinks += sinks
    all.told += told
    all.pages += pages
    all.refused += refused
  },
)

// The figures that the docs quote.
afterAll(() => {
  const { sinks, told, pages, refused } = all
  const what = `${sinks} sinks (${told} reach the page) x ${payloads.length} payloads`
  console.info(`inline: ${what}: ${pages} pages, ${refused} settings refused at start, 0 pages changed`)
})
