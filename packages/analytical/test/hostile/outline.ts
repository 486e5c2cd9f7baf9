import { type DefaultTreeAdapterTypes, parse } from 'parse5'

/**
 * What of a page no value may change, as a browser sees it with scripting off: its elements with the names of their
 * attributes, where it has comments, and the text that stands outside scripts.
 */
export const outlineOf = (html: string): string => [...walk(parse(html, { scriptingEnabled: false }))].join('\n')

function* walk(node: DefaultTreeAdapterTypes.Node): Generator<string> {
  if (node.nodeName === '#comment') yield '<!-- -->'
  if ('attrs' in node) yield `<${[node.tagName, ...node.attrs.map(({ name }) => name)].join(' ')}>`
  if (!('childNodes' in node)) return
  for (const child of node.childNodes) {
    if (!('value' in child)) yield* walk(child)
    else if (node.nodeName !== 'script' && child.value.trim() !== '') yield child.value.trim()
  }
}
