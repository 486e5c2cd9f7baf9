import { type DefaultTreeAdapterTypes, parse } from 'parse5'

/** An element as a browser with scripting off sees it, so that the content of noscript is elements too. */
export interface SeenElement {
  tagName: string
  attributes: Readonly<Record<string, string>>
  inNoscript: boolean
}

/** The elements of a page, in the order of their start tags. */
export function elements(html: string): readonly SeenElement[] {
  return [...walk(parse(html, { scriptingEnabled: false }), false)]
}

/** The shape of a page: its elements with the names of their attributes, which no value may change. */
export function shapeOf(html: string): readonly string[] {
  return elements(html).map(({ tagName, attributes }) => [tagName, ...Object.keys(attributes)].join(' '))
}

function* walk(node: DefaultTreeAdapterTypes.Node, inNoscript: boolean): Generator<SeenElement> {
  const isElement = 'attrs' in node
  if (isElement) {
    const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]))
    yield { tagName: node.tagName, attributes, inNoscript }
  }
  if (!('childNodes' in node)) return
  for (const child of node.childNodes) yield* walk(child, inNoscript || (isElement && node.tagName === 'noscript'))
}
