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
  identity?: string
  id?: string
  email?: string
  name?: string
  createdAt?: unknown
}

type UserRecord = Record<string, unknown>

/** The signed-in user of a record, or undefined: nobody, or `isAuthenticated` (a value or a method) says no. */
export function readVisitor(user: unknown, identify?: (user: never) => Identified): Visitor | undefined {
  if (typeof user !== 'object' || user === null || !isAuthenticated(user as UserRecord)) return undefined
  const record = user as UserRecord
  const told = identify === undefined ? record : identify(user as never)
  if (told === null || told === undefined) return undefined
  const named: UserRecord = typeof told === 'object' ? (told as UserRecord) : { ...fields(record), username: told }
  const { username, ...rest } = fields(named)
  const identity = username ?? rest.id
  return identity === undefined ? rest : { ...rest, identity }
}

function fields({ id, username, email, name, createdAt }: UserRecord) {
  return {
    ...optional('id', asText(id)),
    ...optional('username', asText(username)),
    ...optional('email', asText(email)),
    ...optional('name', asText(name)),
    ...optional('createdAt', createdAt),
  } as Visitor & { username?: string }
}

const optional = (key: string, value: unknown) => (value === undefined || value === null ? {} : { [key]: value })

/** An id or a name as text: numbers, and objects that say what they are (a database's id), included. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  const speaks = typeof value === 'object' && value !== null && value.toString !== Object.prototype.toString
  return speaks && !Array.isArray(value) ? String(value) : undefined
}

function isAuthenticated(user: UserRecord): boolean {
  if (!('isAuthenticated' in user)) return true
  const { isAuthenticated } = user
  return (typeof isAuthenticated === 'function' ? isAuthenticated.call(user) : isAuthenticated) === true
}
