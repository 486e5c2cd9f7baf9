import { asText } from './as-text.ts'
import type { Fields } from './fields.ts'
import { holdsEmail, type PersonalField, plain, tellsPerson } from './personal-data.ts'
import type { User } from './provider.ts'
import type { Secret } from './settings/secret.ts'
import type { Variables } from './variables.ts'
import type { Visitor } from './visitor.ts'

/** How one provider may be told who it is. */
export interface IdentityTerms {
  provider: string
  /** The provider's own variables, in the order they are asked: `clicky_identity` and its aliases. */
  own: readonly string[]
  automatic: boolean
  granted: ReadonlySet<PersonalField>
  secret: Secret | undefined
  forbidsPersonalData: boolean
}

/** Who it is, for one provider; `note` says what was kept back and why. */
export interface Identity {
  identity?: string
  user: User
  /** What else a record tells of whom the page names; visitor data like the session's. */
  traits?: Fields
  note?: string
  /** What the page said that cannot be an identity. */
  fault?: string
}

/** Whom a page's session data names, before anything of it is cut. */
export interface SessionName {
  name: string
  /** By the provider's own variable, which is the site's decision. */
  isOwn: boolean
}

/**
 * Who the visitor is, for one provider: its own variable, else `analytical_identity` (an explicit null switches it off,
 * e-mail and name included), else whom the session names, else the signed-in user.
 */
export function identityFor(
  terms: IdentityTerms,
  variables: Variables,
  visitor: Visitor | undefined,
  session: SessionName | undefined,
): Identity {
  for (const name of terms.own) {
    const own = variables.get(name)
    if (own !== undefined) return told(own, true, terms, visitor)
  }
  const shared = variables.get('analytical_identity')
  if (shared !== undefined) return told(shared, false, terms, visitor)
  if (session !== undefined) return told(session.name, session.isOwn, terms, visitor)
  if (visitor === undefined || !terms.automatic) return { user: {} }
  const { identity } = visitor
  const user = userFor(terms, visitor)
  return identity === undefined
    ? { user }
    : { user, ...keptBack(identity, tellsTooMuch(identity, terms, visitor), terms) }
}

function told(value: unknown, isOwn: boolean, terms: IdentityTerms, visitor: Visitor | undefined): Identity {
  if (value === null || (typeof value === 'string' && value.trim() === '')) return { user: {} }
  const tells = (text: string) => !isOwn && terms.forbidsPersonalData && tellsPerson(text, visitor)
  const identity = asText(value)
  if (identity === undefined && isPlain(value)) return toldAtLength(value, isOwn, tells, terms)
  if (identity === undefined) {
    return { user: {}, fault: noIdentity }
  }
  // Whom the page names may be another than who is signed in, whose record then is not told with that name.
  const isSignedIn = visitor !== undefined && (identity === visitor.identity || identity === visitor.id)
  const user = isSignedIn && terms.automatic ? userFor(terms, visitor) : {}
  return { user, ...keptBack(identity, tells(identity), terms) }
}

const noIdentity = 'an identity must be text, a number or an object like { id: 17 }: left out'

// A record of a database's own making may hold anything, and is not published.
function isPlain(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/** An object in place of a name is read as what `identify` returns; the provider's own may tell more, as visitor data. */
function toldAtLength(
  record: Fields,
  isOwn: boolean,
  tells: (text: string) => boolean,
  terms: IdentityTerms,
): Identity {
  const { id, username = id, email, name, createdAt, ...traits } = record
  const isGranted = (field: PersonalField) => isOwn || terms.granted.has(field)
  const known = asText(id)
  const user = {
    id: known === undefined || tells(known) ? undefined : known,
    ...contactOf(asText(email), asText(name), isGranted),
    createdAt,
  }
  const identity = asText(username)
  const isSomebody = isOwn || [identity, known, user.email, user.name].some((one) => one !== undefined)
  return {
    user,
    ...(isSomebody ? {} : { fault: noIdentity }),
    ...(isOwn ? { traits } : {}),
    ...(identity === undefined ? {} : keptBack(identity, tells(identity), terms)),
  }
}

/** Whether a name or id of the user's record tells more of the person than this provider may know. */
function tellsTooMuch(text: string, { forbidsPersonalData, granted }: IdentityTerms, visitor: Visitor): boolean {
  if (forbidsPersonalData) return tellsPerson(text, visitor)
  const { emails, fullNames } = visitor.plain
  const spelled = plain(text)
  const isEmail = holdsEmail(text) || emails.includes(spelled)
  // A name of one word may well be the user name.
  const isName = fullNames.includes(spelled)
  return (isEmail && !granted.has('email')) || (isName && !granted.has('name'))
}

function keptBack(identity: string, personal: boolean, { provider, secret }: IdentityTerms) {
  if (!personal) return { identity }
  return secret === undefined
    ? { note: 'the identity tells a person and is left out; with ANALYTICAL_IDENTITY_SECRET its HMAC would be sent' }
    : { identity: signed(secret, provider, identity), note: 'the identity tells a person; its HMAC is sent' }
}

/** A text's HMAC, salted by the provider's name so that two vendors cannot join their records. */
export const signed = (secret: Secret, provider: string, text: string): string => secret.hmac(`${provider}\0${text}`)

/** What is granted of an e-mail address and a name; a name that holds an address needs both grants. */
function contactOf(email: string | undefined, name: string | undefined, isGranted: (field: PersonalField) => boolean) {
  const isToldName = name !== undefined && isGranted('name') && (isGranted('email') || !holdsEmail(name))
  return { email: isGranted('email') ? email : undefined, name: isToldName ? name : undefined }
}

function userFor(terms: IdentityTerms, visitor: Visitor): User {
  const { id, email, name, createdAt } = visitor
  return {
    id: id === undefined || tellsTooMuch(id, terms, visitor) ? undefined : id,
    ...contactOf(email, name, (field) => terms.granted.has(field)),
    createdAt,
  }
}
