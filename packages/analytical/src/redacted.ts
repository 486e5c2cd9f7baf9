/** As Google's own redaction has it in place of what tells a person. */
export const redacted = '(redacted)'

// Of an address with anything else in it nobody can tell where an e-mail address begins: `/?&=#` may be part of one.
const tidy = /^(?:\/[\w.~%+@-]+)*\/?(?:\?[\w.[\]-]+=[^&?#/\s]*(?:&[\w.[\]-]+=[^&?#/\s]*)*)?(?:#[\w-]*)?$/

/**
 * An address in which the parts of the path and the values of parameters that tell a person are redacted, and of a host that
 * does nothing is left. Where that is not enough, or cannot be done, the path is redacted as a whole. It never starts from
 * the page's own path, as that might be the one that tells.
 */
export function redactedAddress(address: string, tells: (text: string) => boolean): string {
  if (!tells(address)) return address
  const [, origin = '', rest = ''] = /^((?:https?:)?\/\/[^/?#]*)?(.*)$/is.exec(address) ?? []
  const place = tells(origin) ? '' : origin
  const cut = rest.replace(/(?<=[/=])[^/?&#]+/g, (part) => (tells(part) ? redacted : part))
  const isTold = rest !== '' && tidy.test(rest) && !tells(place + cut)
  return isTold ? place + cut : `${place}/${redacted}`
}
