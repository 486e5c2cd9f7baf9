import type { DOMWindow } from 'jsdom'
import { elements } from './elements.ts'
import { jsdom } from './jsdom.ts'

/** What a page tracks: the state that the vendors' scripts would find. */
export interface Tracking {
  /**
   * The globals that the page's scripts made, as plain data: `clicky_custom`, `dataLayer`, `_hsq` … A function is what it
   * keeps in its own properties, such as the queue `hj.q`; one that keeps nothing is left out.
   */
  globals: Readonly<Record<string, unknown>>
  /** The addresses of the files it loads, in the order of their elements. */
  loads: readonly string[]
  /** The nonce of each script element; undefined where it has none. A data element, which is not run, is not listed. */
  nonces: readonly (string | undefined)[]
  /** The images it loads where scripting is off. */
  images: readonly string[]
  /** The frames it loads where scripting is off. */
  frames: readonly string[]
  /** The services that are commented out for an internal address, by their title. */
  disabled: readonly string[]
  /** What went wrong in its scripts. */
  errors: readonly string[]
}

export interface ReadOptions {
  /** The page's address. */
  url?: string
  /** What a vendor's file does when it runs, by its address; the others never arrive. */
  vendors?: Readonly<Record<string, (window: DOMWindow) => void>>
}

/**
 * Runs a page's own scripts in jsdom and reads what they leave. Nothing is fetched: of the vendors' files those that `vendors`
 * names arrive, and do what it says.
 *
 * @example readTracking(html).globals.clicky_custom // { session: { username: 'jeff' } }
 */
export function readTracking(html: string, { url = 'https://example.com/', vendors = {} }: ReadOptions = {}): Tracking {
  const { JSDOM, VirtualConsole } = jsdom()
  const errors: string[] = []
  const virtualConsole = new VirtualConsole()
  virtualConsole.on('jsdomError', (error) => errors.push(String(error.cause ?? error.message)))
  const known = globalsOfEmptyPage()
  const { window } = new JSDOM(html, { url, runScripts: 'dangerously', virtualConsole })
  const { document } = window

  const files = [...document.querySelectorAll<HTMLScriptElement>('script[src]')]
  for (const file of files) {
    if (!Object.hasOwn(vendors, file.src)) continue
    vendors[file.src]?.(window)
    file.dispatchEvent(new window.Event('load'))
  }
  const made = Object.keys(window).filter((name) => !known.has(name) && isKept(window[name]))
  const withoutScript = (tagName: string) =>
    elements(html)
      .filter((element) => element.tagName === tagName && element.inNoscript)
      .map(({ attributes }) => new URL(attributes.src ?? '', url).href)
  const tracking = {
    globals: Object.fromEntries(made.map((name) => [name, plain(window[name])])),
    loads: files.map(({ src }) => src),
    nonces: [...document.scripts].filter(({ type }) => type === '').map(({ nonce }) => nonce || undefined),
    images: withoutScript('img'),
    frames: withoutScript('iframe'),
    disabled: comments(document).flatMap((text) => /^ (.+) disabled on internal IP address\n/.exec(text)?.[1] ?? []),
    errors,
  }
  window.close()
  return tracking
}

let emptyPage: ReadonlySet<string> | undefined

function globalsOfEmptyPage(): ReadonlySet<string> {
  const { JSDOM } = jsdom()
  emptyPage ??= new Set(Object.keys(new JSDOM('', { runScripts: 'dangerously' }).window))
  return emptyPage
}

function comments(document: Document): readonly string[] {
  const showComments = 128
  const walker = document.createTreeWalker(document, showComments)
  const found: string[] = []
  while (walker.nextNode()) found.push(walker.currentNode.nodeValue ?? '')
  return found
}

const isKept = (value: unknown) => typeof value !== 'function' || Object.keys(value).length > 0

/** A value of the page's realm as one of ours: Arguments as arrays, dates as dates, own `__proto__` keys kept. */
function plain(value: unknown): unknown {
  if (typeof value === 'function') return withProperties({}, value)
  if (typeof value !== 'object' || value === null) return value
  const kind = Object.prototype.toString.call(value)
  if (kind === '[object Date]') return new Date(Number(value))
  if (kind === '[object Arguments]') return Array.from(value as ArrayLike<unknown>, plain)
  return withProperties(kind === '[object Array]' ? [] : {}, value)
}

/** What is kept of an object, on a copy; an array may have properties beside its items, as `posthog._i` is one. */
function withProperties(copy: object, of: object): object {
  for (const [key, item] of Object.entries(of)) {
    if (!isKept(item)) continue
    Object.defineProperty(copy, key, { value: plain(item), enumerable: true, configurable: true, writable: true })
  }
  return copy
}
