import { InvalidArgumentError } from 'commander'
import { parseAddress } from '../address.ts'
import type { Choice } from '../consent/choice.ts'

/** Each reads one argument of an option, beside what earlier ones of it gave. */

export const listed = (item: string, before: readonly string[] = []): readonly string[] => [...before, item]

/** A user name, or a record as JSON. */
export function userRecord(text: string): object {
  const record = text.trim().startsWith('{') ? jsonOr(text, undefined) : { username: text }
  if (typeof record === 'object' && record !== null) return record
  throw new InvalidArgumentError(`It must be a user name or a record in JSON, like '{"username":"jeff"}'.`)
}

export function address(text: string): string {
  const found = parseAddress(text)
  if (found !== undefined) return found
  throw new InvalidArgumentError('It must be an IPv4 or IPv6 address, like 10.1.2.3.')
}

export function pageAddress(text: string): URL {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return new URL(text)
  throw new InvalidArgumentError('It must be a full address, like https://example.com/rhymes?page=2.')
}

const choices = ['granted', 'denied', 'pending'] as const

/** `granted` for all that is asked, or `analytics=granted` for one thing. */
export function consent(text: string, before?: Choice): Choice {
  const [, subject, choice = ''] = /^(?:([^=]*)=)?(.*)$/s.exec(text) ?? []
  const known = choices.find((one) => one === choice)
  if (known === undefined || subject === '' || isForAll(before)) {
    throw new InvalidArgumentError(
      'It must be granted, denied or pending, alone and for all, or for one thing, like analytics=granted.',
    )
  }
  if (subject !== undefined) return { ...before, [subject]: known }
  if (before !== undefined) return consent('', before)
  return known === 'pending' ? {} : known === 'granted'
}

const isForAll = (choice: Choice): choice is boolean => typeof choice === 'boolean'

export function header(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name = '', value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)$/s.exec(text) ?? []
  if (name === '') throw new InvalidArgumentError("It must be a header with its value, like 'Sec-GPC: 1'.")
  const key = name.toLowerCase()
  const joined = before[key] === undefined ? value : `${before[key]}${key === 'cookie' ? '; ' : ', '}${value}`
  return { ...before, [key]: joined }
}

/** A context variable with its value: JSON where it is JSON, else text. */
export function variable(text: string, before: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const [, name = '', value = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? []
  if (name === '') throw new InvalidArgumentError('It must be a variable with its value, like analytical_goal=5.')
  return { ...before, [name]: jsonOr(value, value) }
}

function jsonOr(text: string, other: unknown): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return other
  }
}
