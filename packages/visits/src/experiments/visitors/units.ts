import { createHash } from 'node:crypto'

const ofUser = 'user:'
const longestId = 512

/** A signed-in user as a unit. */
export const userUnit = (person: string): string => `${ofUser}${person}`

/** The user that a unit is; undefined for a browser. */
export const personIn = (unit: string): string | undefined =>
  unit.startsWith(ofUser) ? unit.slice(ofUser.length) : undefined

/** A browser as a unit. The site’s ids for its visitors may open their sessions: the database gets none of them. */
export const visitorUnit = (id: string): string =>
  `visitor:${createHash('sha256').update(id.slice(0, longestId)).digest('base64url').slice(0, 22)}`
