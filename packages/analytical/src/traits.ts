import type { Fields } from './fields.ts'
import { renamed } from './fields.ts'

/** Session data without the name of who it is, for vendors that take the name by itself: `{ plan: 'pro' }`. */
export const traitsOf = (session: Fields | null | undefined): Record<string, unknown> =>
  renamed(session, (name) => (name === 'username' ? undefined : name))
