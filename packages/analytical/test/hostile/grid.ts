import { expect } from 'vitest'
import type { AnyProvider } from '../../src/provider.ts'
import { SettingsError } from '../../src/settings/problem.ts'
import { dataIn } from './data-in.ts'
import { type Fields, harmless } from './given.ts'
import { outlineOf } from './outline.ts'
import { payloads } from './payloads.ts'
import { sinksOf } from './sinks.ts'
import { type Mode, type Place, places, type Site, siteWith } from './site.ts'

/** How much of a provider was tried. */
export interface Tried {
  sinks: number
  pages: number
  /** Of the settings those values with which a site does not start. */
  refused: number
  /** How many sinks have a value that reaches the page. */
  told: number
  /** The sinks for text whose value in the page is not always what was given. */
  changed: readonly string[]
}

// What stands in the place of a nonce is one by the grammar of CSP, or is left out.
const isNonce = (text: string) => /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)

/**
 * Tries every sink of a provider with every payload, each in a page of its own: live in both modes, and in one of them for an
 * internal address, in the other held for consent. A live page is parsed in one mode, and of those held every third; of the
 * others the text is compared with the harmless page's, as the same data is written by the same function.
 */
export function tryAll(provider: AnyProvider, mode: Mode): Tried {
  const given = harmless(provider)
  const usual = siteWith(provider, given.settings, mode)
  const expected = (nonce: string) =>
    Object.fromEntries(places.map((place) => [place, known(usual.page({ ...given, nonce }, place))])) as Pages
  const signed = expected(given.nonce)
  const unsigned = expected('"')
  const sinks = sinksOf(provider)
  const tried = { sinks: sinks.length, pages: 0, refused: 0, told: 0, changed: [] as string[] }
  for (const [row, sink] of sinks.entries()) {
    const isData = sink.kind !== 'setting' && sink.kind !== 'nonce'
    const marked = isData ? dataIn(usual.page(sink.put(sink.beside, mark), 'live'), mode) : ''
    if (marked.includes(mark)) tried.told++
    const isCopied = isData && sink.isText
    let isChanged = false
    for (const [column, payload] of payloads.entries()) {
      const hostile = sink.put(sink.beside, payload)
      const site = sink.kind === 'setting' ? siteOrRefusal(provider, hostile.settings, mode, sink.name) : usual
      if (site === undefined) {
        tried.refused++
        continue
      }
      const isParsed = ((row + column) % 2 === 0) === (mode === 'inline')
      const pages = isNonce(hostile.nonce) ? signed : unsigned
      for (const place of ['live', isParsed ? 'internal' : 'held'] as const) {
        const html = site.page(hostile, place)
        tried.pages++
        const { text, outline } = pages[place]
        const isCompared = isData && (place === 'live' ? !isParsed : column % 3 > 0)
        const isWhole = html === text || (isCompared ? differsInData(html, text) : outlineOf(html) === outline)
        if (place === 'live' && isCopied) isChanged ||= dataIn(html, mode) !== withPayload(marked, payload)
        if (!isWhole) expect.fail(`${sink.name} = ${JSON.stringify(payload)} changes the page, ${place}:\n${html}`)
      }
      if (site.faults.length > 0) expect.fail(`${sink.name} = ${JSON.stringify(payload)}: ${site.faults}`)
    }
    if (isChanged) tried.changed.push(sink.name)
  }
  return tried
}

/** Whether one page is the other but for text that no tokenizer of HTML takes for more within a script. */
function differsInData(html: string, other: string): boolean {
  const shorter = Math.min(html.length, other.length)
  let start = 0
  while (start < shorter && html[start] === other[start]) start++
  let end = 0
  while (end < shorter - start && html.at(-1 - end) === other.at(-1 - end)) end++
  return !/[<>&\u2028\u2029]/.test(html.slice(start, html.length - end))
}

const mark = 'zqmarkqz'

const withPayload = (data: string, payload: string) => data.replaceAll(mark, () => JSON.stringify(payload).slice(1, -1))

type Pages = Readonly<Record<Place, { text: string; outline: string }>>

const known = (text: string) => ({ text, outline: outlineOf(text) })

/** Undefined where the site does not start, and says by which setting. */
function siteOrRefusal(provider: AnyProvider, settings: Fields, mode: Mode, sink: string): Site | undefined {
  try {
    return siteWith(provider, settings, mode)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    const named = error.problems.map(({ setting }) => setting)
    expect(
      named.some((setting) => sink.startsWith(setting)),
      `no problem names ${sink}: ${error.message}`,
    ).toBe(true)
    return undefined
  }
}
