import { createHash } from 'node:crypto'
import { asText } from 'analytical'
import type { Report } from '../problems.ts'
import { clean } from './text.ts'

/** A signed-in user, as visits keep and show one. */
export interface Person {
  /** What tells users apart, for good: at most 128 bytes. A longer one is cut, and ends in a hash of the whole. */
  readonly id: string
  /** What the owner of the site reads: the user name, else the id; at most 100 bytes. */
  readonly name: string
}

/** What a site's `identify` may tell of a user: a name, or a record; null for nobody. */
export type Identified = string | number | bigint | null | undefined | { id?: unknown; username?: unknown }

type Identify = (user: never) => Identified

const idBytes = 128
const nameBytes = 100

/**
 * Reads who a site's record of a user is: its `id`, else its `username`; a text or number is both. Undefined for nobody, for a
 * record that says `isAuthenticated: false` (a value or a method), and for what cannot be read, which is reported.
 */
export function personReader(identify: Identify | undefined, report: Report): (user: unknown) => Person | undefined {
  return (user) => {
    try {
      return user === undefined || user === null || !isAuthenticated(user) ? undefined : read(user, identify, report)
    } catch (error) {
      report(error)
      return undefined
    }
  }
}

function read(user: unknown, identify: Identify | undefined, report: Report): Person | undefined {
  const told: unknown = identify === undefined ? user : identify(user as never)
  const whole = asText(told)
  if (whole !== undefined) return personOf(whole, whole)
  if (typeof told !== 'object' || told === null) return undefined
  const { id, username } = told as { id?: unknown; username?: unknown }
  const name = asText(username)
  const known = asText(id) ?? name
  if (known !== undefined) return personOf(known, name ?? known)
  report(new TypeError(`a user must have an id or a username, like { id: 17, username: 'jeff' }: ${howToTell}`))
  return undefined
}

const howToTell =
  'where they are called otherwise, identify tells them, like (user) => ({ id: user.pk, username: user.nick })'

/** The id that a user is kept by, of one that a caller names: a text or number. Undefined for what is none. */
export function userIdOf(value: unknown): string | undefined {
  const whole = asText(value)
  return whole === undefined ? undefined : withinBytes(whole)
}

const personOf = (id: string, name: string): Person => ({ id: withinBytes(id), name: clean(name, nameBytes) })

// Two users whose ids begin alike must not become one.
function withinBytes(id: string): string {
  const fit = clean(id, idBytes)
  if (fit === id) return id
  const hash = createHash('sha256').update(id).digest('base64url').slice(0, 22)
  return `${clean(id, idBytes - 23)}~${hash}`
}

function isAuthenticated(user: unknown): boolean {
  if (typeof user !== 'object' || user === null || !('isAuthenticated' in user)) return true
  const { isAuthenticated } = user
  return (typeof isAuthenticated === 'function' ? isAuthenticated.call(user) : isAuthenticated) === true
}
