import type { Consent, Position } from './provider.ts'

/** What becomes of a provider's code in one page, the strongest first. */
export type Action = 'omit' | 'comment' | 'hold' | 'render'

/** An action and its reason, as a sentence without a full stop. */
export interface Decision {
  action: Action
  reason: string
}

/** What `explain` tells of one tag in one page. */
export interface Verdict extends Decision {
  provider: string
  title: string
  tag: string
  position: Position
  /** The length of what the tag writes into the page, in bytes of UTF-8. */
  bytes: number
  /** What was kept back from this provider, and why. */
  notes: readonly string[]
}

/** What decides about one provider in one page. */
export interface Circumstances {
  /** Why the provider is off for the whole site, if it is. */
  off: string | undefined
  /** Whom the page itself switches off: all (true), or these. */
  disabledOnPage: boolean | readonly string[]
  isInternal(ip: string | undefined): boolean
  /** Null where the page is for everybody. */
  ip: string | undefined | null
  /** Why nothing of any provider, or of this one's category, goes out here. */
  omission: string | undefined
  /** The visitor's choice where the provider needs it, and for what it is asked. */
  consent: { subject: string; choice: Consent } | undefined
  /** Whether the tag's code may go out before the choice, as it waits for it by itself. */
  waitsItself: boolean
  /** The names of the provider. */
  names: readonly string[]
}

const render: Decision = { action: 'render', reason: 'nothing speaks against it' }
const comment: Decision = { action: 'comment', reason: 'internal IP address' }
const waiting: Decision = { action: 'render', reason: 'before consent, which its consent mode waits for' }
const omitOnPage: Decision = { action: 'omit', reason: 'switched off by analytical_disabled' }

/** The one place that decides whether a provider's code goes into a page. */
export function decide(circumstances: Circumstances): Decision {
  const { off, disabledOnPage, omission, consent, waitsItself, isInternal, ip, names } = circumstances
  if (off !== undefined) return { action: 'omit', reason: off }
  if (isNamed(names, disabledOnPage)) return omitOnPage
  if (omission !== undefined) return { action: 'omit', reason: omission }
  if (consent?.choice === 'denied') return { action: 'omit', reason: `consent for ${consent.subject} is refused` }
  if (ip !== null && isInternal(ip)) return comment
  if (consent?.choice !== 'pending') return render
  return waitsItself ? waiting : { action: 'hold', reason: `consent for ${consent.subject} is pending` }
}

/** Whether `true` or a list of names means the provider with these names. */
export function isNamed(names: readonly string[], named: boolean | readonly string[] | undefined): boolean {
  return typeof named === 'object' ? names.some((name) => named.includes(name)) : named === true
}
