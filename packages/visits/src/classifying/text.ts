const encoder = new TextEncoder()
const plainAscii = /^[ -~]*$/
const unfit = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu

/**
 * Text from outside, fit to be counted and shown: at most so many bytes of UTF-8, whole characters, and `�` for what is no text
 * (control characters, half surrogate pairs) or turns the direction of what stands beside it.
 */
export function clean(text: string, bytes: number): string {
  if (text.length <= bytes && plainAscii.test(text)) return text
  const plain = text.slice(0, bytes).toWellFormed().replace(unfit, '\ufffd')
  if (plain.length * 3 <= bytes) return plain
  return plain.slice(0, encoder.encodeInto(plain, new Uint8Array(bytes)).read)
}

const strict = new TextDecoder('utf-8', { fatal: true })
const beyondAscii = /[^\0-\x7f]/

/** A header's or address's text as UTF-8: Node hands each byte over as one character. As it is, where it is no UTF-8. */
export function decoded(text: string): string {
  if (!beyondAscii.test(text)) return text
  try {
    return strict.decode(Buffer.from(text, 'latin1'))
  } catch {
    return text
  }
}
