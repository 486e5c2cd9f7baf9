import { createHash } from 'node:crypto'
import { personName } from './person-name.ts'
import type { Seen } from './provider.ts'

/**
 * An e-mail address or name as advertising services match it: the SHA-256 of the text trimmed and in lower case, in
 * hexadecimal. Made on the server, so that the text itself is not in the page.
 */
export const contactHash = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : createHash('sha256').update(text.trim().toLowerCase(), 'utf8').digest('hex')

/**
 * Whom an advertising service may match with its own users, hashed. Nothing without an e-mail address or a name, which a
 * site grants; the id goes with them.
 */
export function hashedContact({ identity, user: { email, name } }: Pick<Seen, 'identity' | 'user'>) {
  const { first, last } = personName(name)
  const isGranted = email !== undefined || name !== undefined
  return {
    id: isGranted ? contactHash(identity) : undefined,
    email: contactHash(email),
    first: contactHash(first),
    last: contactHash(last),
  }
}
