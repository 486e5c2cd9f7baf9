import { asText } from './as-text.ts'
import { atHand } from './at-hand.ts'
import { plain } from './personal-data.ts'

/** What a site's `identify` may tell of a user: a name, or a record; null for nobody. */
export type Identified =
  | string
  | number
  | null
  | undefined
  | { id?: unknown; username?: unknown; email?: unknown; name?: unknown; createdAt?: unknown }

/** A signed-in user, read once per page view. */
export interface Visitor {
  /** `username`, else `id`. */
  identity: string | undefined
  id: string | undefined
  email: string | undefined
  name: string | undefined
  createdAt: unknown
  /** Every e-mail address and name that is known of the user, as they are looked for in texts; of names the full ones apart. */
  plain: { emails: readonly string[]; names: readonly string[]; fullNames: readonly string[] }
}

type UserRecord = Record<string, unknown>

/**
 * The signed-in user of a record, or of a user name as text; undefined for nobody, and where `isAuthenticated` (a value or a
 * method) says no. Where `identify` names nobody, the user is nameless and still known, so that the name is not told by the
 * page's other values.
 *
 * @throws TypeError for what can be no user.
 */
export function readVisitor(user: unknown, identify?: (user: never) => Identified): Visitor | undefined {
  const record = recordOf(user)
  if (record === undefined || !isAuthenticated(record)) return undefined
  const told = identify === undefined ? record : (atHand(identify(user as never), 'what identify returns') ?? {})
  const said: UserRecord = typeof told === 'object' ? told : record
  const id = asText(said.id)
  const names = plainly(said.name, record.name)
  return {
    identity: asText(typeof told === 'object' ? told.username : told) ?? id,
    id,
    email: asText(said.email),
    name: asText(said.name),
    createdAt: said.createdAt ?? undefined,
    plain: {
      emails: plainly(said.email, record.email),
      names,
      fullNames: names.filter((name) => name.includes(' ')),
    },
  }
}

function recordOf(user: unknown): UserRecord | undefined {
  if (!user) return undefined
  if (typeof user === 'object' && !(user instanceof String)) return user as UserRecord
  const username = asText(user)
  if (username !== undefined) return { username }
  if (typeof user === 'string') return undefined
  throw new TypeError(`a user must be a record like { username: 'jeff' }, or a user name (got ${typeof user})`)
}

// What `identify` leaves out of a record is still known of the user, and not to be told.
function plainly(told: unknown, known: unknown): readonly string[] {
  const texts = told === known ? [told] : [told, known]
  return texts.map((value) => plain(asText(value) ?? '')).filter((text) => text !== '')
}

function isAuthenticated(user: UserRecord): boolean {
  if (!('isAuthenticated' in user)) return true
  const { isAuthenticated } = user
  return (typeof isAuthenticated === 'function' ? isAuthenticated.call(user) : isAuthenticated) === true
}
