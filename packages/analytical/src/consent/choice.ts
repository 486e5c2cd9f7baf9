import type { Consent } from '../provider.ts'
import { didYouMean, orMeant } from '../settings/did-you-mean.ts'

/**
 * What a site knows of a visitor's choice: for all that is asked (true, false), or by category, like
 * `{ analytics: 'granted', marketing: false }`. What it leaves out is pending.
 */
export type Choice = boolean | null | undefined | Readonly<Record<string, Consent | boolean | null | undefined>>

/** How a visitor's choice is found where the site keeps it itself; asked once per page view. */
// biome-ignore lint/suspicious/noExplicitAny: each framework has a request of its own.
export type AskConsent = (request: any) => Choice | Promise<Choice>

/** What is said of one subject of consent; undefined where nothing is. */
export type Said = (subject: string) => Consent | undefined

const words = new Map<unknown, Consent>([
  [true, 'granted'],
  [false, 'denied'],
  ['granted', 'granted'],
  ['denied', 'denied'],
  ['pending', 'pending'],
])

/**
 * A choice, read. What cannot be read of it is reported, and pending, as is everything that it does not name then: it may
 * have been a refusal.
 */
export function readChoice(choice: unknown, subjects: readonly string[], report: (error: Error) => void): Said {
  if (choice === undefined || choice === null) return () => undefined
  if (typeof choice === 'boolean') return () => words.get(choice)
  if (!isPlain(choice)) {
    report(
      new TypeError(`consent must be true, false or an object like { analytics: 'granted' } (got ${kindOf(choice)})`),
    )
    return () => 'pending'
  }
  const said = new Map<string, Consent>()
  let unsaid: Consent | undefined
  for (const [subject, value] of Object.entries(choice)) {
    if (value === undefined || value === null || subject === 'necessary') continue
    const meant = words.get(value)
    const fault = subjects.includes(subject) ? wrongWord(subject, value, meant) : unknownSubject(subject, subjects)
    if (fault !== undefined) {
      report(new TypeError(fault))
      unsaid = 'pending'
    }
    said.set(subject, meant ?? 'pending')
  }
  return (subject) => said.get(subject) ?? unsaid
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

const wrongWord = (subject: string, value: unknown, meant: Consent | undefined) =>
  meant === undefined
    ? `the consent for ${subject} must be granted, denied, pending, true or false, like granted (got ${kindOf(value)})`
    : undefined

const kindOf = (value: unknown) => (typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : typeof value)

function unknownSubject(subject: string, subjects: readonly string[]): string {
  const meant = didYouMean(subject, subjects)
  return `consent tells of ${JSON.stringify(subject.slice(0, 40))}, which is not asked for${orMeant(meant) || `: there are ${subjects.join(', ')}`}`
}
