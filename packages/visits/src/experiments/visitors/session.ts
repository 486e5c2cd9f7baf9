import { randomUUID } from 'node:crypto'

/** What the site's session keeps of a visitor, under the name `visits`. */
export interface Kept {
  readonly id: string
  /** The variant that was given, by the experiment’s seed. */
  readonly variants: Readonly<Record<string, string>>
}

interface Session {
  visits?: unknown
}

/** What is kept in a session; undefined for one without, or with something else under that name. */
export function keptIn(session: object): Kept | undefined {
  const { visits } = session as Session
  if (typeof visits !== 'object' || visits === null) return undefined
  const { id, variants } = visits as { id?: unknown; variants?: unknown }
  if (typeof id !== 'string' || id === '' || typeof variants !== 'object' || variants === null) return undefined
  const texts = Object.entries(variants).filter(([, variant]) => typeof variant === 'string')
  return { id, variants: Object.fromEntries(texts) }
}

/** Gives the visitor of a session an id of its own. */
export const begin = (session: object): Kept => keep(session, { id: randomUUID(), variants: {} })

/** Writes one object anew, as sessions notice no change within one. */
export function keep(session: object, kept: Kept): Kept {
  ;(session as Session).visits = kept
  return kept
}
