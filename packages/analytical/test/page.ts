import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document
type Attributes = Readonly<Record<string, string>>

/** An element of a page as a browser reads it. */
export interface Element {
  name: string
  attributes: Attributes
  /** The text directly in it. */
  text: string
}

/** The elements of a body, in order; what a `noscript` holds included. */
export function elementsOf(html: string): Element[] {
  const found: Element[] = []
  const walk = (node: Node) => {
    if ('tagName' in node) {
      found.push({
        name: node.tagName,
        attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
        text: node.childNodes.map((child) => ('value' in child ? child.value : '')).join(''),
      })
    }
    for (const child of 'childNodes' in node ? node.childNodes : []) walk(child)
  }
  walk(parse(`<!DOCTYPE html><body>${html}`, { scriptingEnabled: false }))
  return found.filter(({ name }) => !['html', 'head', 'body'].includes(name))
}

export const scriptsOf = (html: string): Element[] => elementsOf(html).filter(({ name }) => name === 'script')

/** Runs the inline scripts of a page and gives the globals they set. */
export function run(html: string): Record<string, unknown> {
  const window: Record<string, unknown> = Object.create(null)
  const events = { addEventListener() {} }
  for (const { attributes, text } of scriptsOf(html)) {
    if (attributes.src === undefined && attributes.type === undefined)
      new Function('window', 'document', text)(window, events)
  }
  return window
}
