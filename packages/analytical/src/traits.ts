import type { Fields } from './fields.ts'
import { filled, renamed } from './fields.ts'
import type { Seen } from './provider.ts'

/** Session data without the name of who it is, for vendors that take the name by itself: `{ plan: 'pro' }`. */
export const traitsOf = (session: Fields | null | undefined): Record<string, unknown> =>
  renamed(session, (name) => (name === 'username' ? undefined : name))

/** All that is known of a visitor beside the identity: e-mail address and name where granted, the session's traits. */
export const profileOf = ({ user: { email, name }, session }: Pick<Seen, 'user' | 'session'>, own?: Fields | null) =>
  filled({ email, name, ...traitsOf(session), ...own })
