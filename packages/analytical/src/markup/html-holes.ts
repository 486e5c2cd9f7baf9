/** Where a value of an `` html`…` `` template stands: between tags, in a quoted attribute, or in one that is an address. */
export type HtmlPlace = 'text' | 'attribute' | 'address'

const addresses = new Set([
  'action',
  'background',
  'cite',
  'data',
  'formaction',
  'href',
  'ping',
  'poster',
  'src',
  'xlink:href',
])
const refusedAttribute = /^(?:on.*|style|srcdoc|srcset)$/
const refusedElement = /<\/?(?:script|style|template|textarea|title|xmp|plaintext|noscript)\b/i
const attributeStart = /(?:^|[\s"'<>/=])([^\s"'<>/=]+)\s*=\s*$/

/**
 * Reads the constant parts of an `` html`…` `` template and tells where each value between them stands.
 * Throws for every other place; elements whose text is not HTML are refused, scripts being the kit's own affair.
 */
export function holesInHtml(parts: readonly string[]): readonly HtmlPlace[] {
  if (refusedElement.test(parts.join(' '))) {
    throw new TypeError('html`…` takes no script, style, noscript or other raw text element')
  }
  const found: HtmlPlace[] = []
  let inTag = false
  let tag = ''
  let quote = ''
  let attribute = ''

  parts.forEach((part, index) => {
    if (index > 0) {
      if (inTag && quote === '') throw new TypeError(`html\`…\`: a value stands in <${tag.trim()} outside quotes`)
      if (inTag && refusedAttribute.test(attribute))
        throw new TypeError(`html\`…\`: no value goes into ${attribute}="…"`)
      found.push(!inTag ? 'text' : addresses.has(attribute) ? 'address' : 'attribute')
    }
    for (const character of part) {
      if (!inTag) {
        if (tag === '<' && /[a-z/!?]/i.test(character)) {
          if (!/[a-z/]/i.test(character)) throw new TypeError('html`…` takes no comments or declarations')
          inTag = true
          tag = character
        } else {
          tag = character === '<' ? '<' : ''
        }
      } else if (quote !== '') {
        if (character === quote) {
          quote = ''
          tag = ''
        }
      } else if (character === '"' || character === "'") {
        attribute = attributeStart.exec(tag)?.[1]?.toLowerCase() ?? ''
        if (attribute === '') throw new TypeError(`html\`…\`: a quote in <${tag.trim()} belongs to no attribute`)
        quote = character
      } else if (character === '>') {
        inTag = false
        tag = ''
      } else {
        tag += character
      }
    }
    if (!inTag && tag === '<') throw new TypeError('html`…`: a value cannot be the name of an element')
  })
  if (inTag) throw new TypeError('html`…` ends within a tag')
  return found
}
