import { createHash } from 'node:crypto'

/**
 * An e-mail address or name as advertising services match it: the SHA-256 of the text trimmed and in lower case, in
 * hexadecimal. Made on the server, so that the text itself is not in the page.
 */
export const contactHash = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : createHash('sha256').update(text.trim().toLowerCase(), 'utf8').digest('hex')
