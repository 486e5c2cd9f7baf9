import { createHash } from 'node:crypto'
import { addresses } from './addresses.ts'
import { names } from './names.ts'
import { canBeRead } from './readings.ts'

/** A user's record, and how to recognise its address and its name, which no other record has. */
export interface UserRecord {
  email: string
  name: string
}

const letters = (index: number) => [...String(index)].map((digit) => 'bcdfghjklm'[Number(digit)]).join('')

/** Records with an address of the corpus as it is typed, and a full name with a word of its own. */
export const records: readonly UserRecord[] = addresses
  .filter(({ text }) => /^\s*[^\s<>,/:]+@[^\s<>,/]+\s*$/.test(text))
  .map(({ text }, index) => ({ email: text, name: `${names[index % names.length]?.words} Zy${letters(index)}` }))

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const lastWord = (name: string) => name.split(' ').at(-1) as string

/** Which fields of a record can be told from a page: as they are, taken apart, or hashed as advertisers do. */
export function fieldsIn(html: string, { email, name }: UserRecord): string[] {
  const address = email.trim().toLowerCase()
  const last = name.split(' ').slice(1).join(' ').toLowerCase()
  const found = {
    email: html.includes(sha256(address)) || canBeRead(address, html),
    name: [name.toLowerCase(), last].some((text) => html.includes(sha256(text))) || canBeRead(lastWord(name), html),
  }
  return Object.entries(found).flatMap(([field, isFound]) => (isFound ? [field] : []))
}
