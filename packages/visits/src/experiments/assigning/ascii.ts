const printable = /^[ -~]*$/

/** A text in ASCII, as it is or percent-encoded, so that a hash of it is the same in every language. */
export function ascii(text: string): string {
  if (printable.test(text)) return text
  let encoded = ''
  for (const byte of Buffer.from(text.toWellFormed())) {
    encoded +=
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return encoded
}
