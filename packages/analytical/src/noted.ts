import type { Audience } from './audience.ts'
import { type AnyProvider, prefixOf, type Seen } from './provider.ts'

const fields = { email: 'e-mail address', name: 'name' } as const

/** What a provider sees, with a note of what it would use and does not get, and of what it cannot be told. */
export function noted(
  seen: Seen,
  { name, terms, capabilities }: AnyProvider,
  { visitor, address }: Audience,
  note: (text: string) => void,
): Seen {
  if (address !== undefined && !capabilities.page) {
    note('the page’s address is masked, but this service cannot be told: it sees the real one')
  }
  // Nobody is named, as the page or the settings say, or the service may not know: no grant would send anything.
  if (Object.keys(seen.user).length === 0 || terms !== undefined) return seen
  const user = { ...seen.user }
  for (const [field, what] of Object.entries(fields) as [keyof typeof fields, string][]) {
    if (visitor?.[field] === undefined || user[field] !== undefined) continue
    Object.defineProperty(user, field, {
      get() {
        note(`the ${what} is kept back; ${prefixOf(name)}PERSONAL_DATA = ['${field}'] would send it`)
      },
    })
  }
  return { ...seen, user }
}
