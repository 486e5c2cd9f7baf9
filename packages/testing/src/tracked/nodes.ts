import { type DefaultTreeAdapterTypes, parse } from 'parse5'

/** A script element of a page, or a comment. */
export type PageNode = ScriptNode | { kind: 'comment'; text: string }

export interface ScriptNode {
  kind: 'script'
  attributes: Readonly<Record<string, string>>
  text: string
}

/** The script elements and comments of a page, in their order. */
export const nodesIn = (html: string): readonly PageNode[] => [...walk(parse(html))]

function* walk(node: DefaultTreeAdapterTypes.Node): Generator<PageNode> {
  if (node.nodeName === '#comment') yield { kind: 'comment', text: (node as DefaultTreeAdapterTypes.CommentNode).data }
  if (!('childNodes' in node)) return
  if (node.nodeName !== 'script') {
    for (const child of node.childNodes) yield* walk(child)
    return
  }
  const { attrs, childNodes } = node as DefaultTreeAdapterTypes.Element
  yield {
    kind: 'script',
    attributes: Object.fromEntries(attrs.map(({ name, value }) => [name, value])),
    text: childNodes.map((child) => (child as DefaultTreeAdapterTypes.TextNode).value).join(''),
  }
}
