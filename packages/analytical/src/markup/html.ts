import { type HtmlPlace, holesInHtml } from './html-holes.ts'
import { assertTemplate, isMade, key, Sealed } from './sealed.ts'
import { Url } from './url.ts'

/** HTML that the tag {@link html} made. */
export class Html extends Sealed {
  declare readonly language: 'html'
}

const places = new WeakMap<TemplateStringsArray, readonly HtmlPlace[]>()
const entities: Record<string, string> = {
  '\r': '&#13;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it may stand between tags and in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[\r&<>"']/g, (character) => entities[character] as string)

/**
 * HTML from a template: values are escaped, other `` html`…` `` (also in a list) is set in as it stands.
 *
 * @example html`<img alt="" src="${url`https://in.getclicky.com/${'12345678'}ns.gif`}">`
 * @throws TypeError when a value stands outside text and quoted attributes, in an attribute that runs code, or in one that
 *   holds an address without being a Url.
 */
export function html(strings: TemplateStringsArray, ...values: readonly unknown[]): Html {
  assertTemplate('html', strings)
  let found = places.get(strings)
  if (found === undefined) {
    found = holesInHtml(strings)
    places.set(strings, found)
  }
  const known = found
  return new Html(
    key,
    strings.reduce((text, part, index) => text + written(values[index - 1], known[index - 1] as HtmlPlace) + part),
  )
}

function written(value: unknown, place: HtmlPlace): string {
  if (place === 'text') {
    if (isMade(Html, value)) return value.toString()
    if (Array.isArray(value)) return value.map((item) => written(item, place)).join('')
  }
  if (place === 'address' && !isMade(Url, value)) {
    throw new TypeError('html`…`: an address attribute takes url`…` only')
  }
  if (isMade(Url, value) || typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value))
  throw new TypeError(`html\`…\` takes text, numbers and url\`…\` (got ${value === null ? 'null' : typeof value})`)
}
