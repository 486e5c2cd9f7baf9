import { assertTemplate, isMade, key, Sealed } from './sealed.ts'

/** An https address that the tag {@link url} made. */
export class Url extends Sealed {
  declare readonly language: 'url'

  /** A value of JSON, so that a Url may stand in `` js`…` ``. */
  toJSON(): string {
    return this.toString()
  }

  /** Scheme, host and port, as a content security policy lists them: `https://static.getclicky.com`. */
  get origin(): string {
    return new URL(this.toString()).origin
  }
}

const literalHost = /^https:\/\/[a-z0-9.-]+\.[a-z]{2,}(?::\d+)?(?=[/?#]|$)/
const literalHostThenPath = /^https:\/\/[a-z0-9.-]+\.[a-z]{2,}(?::\d+)?[/?#]/
const continuesPath = /^[/?#]/

/**
 * An https address: the host is written out or comes from a checked setting (itself a {@link Url}), every other value is
 * percent-encoded as one component.
 *
 * @example url`https://in.getclicky.com/${'12345678'}ns.gif`
 * @throws TypeError when a value could change the host or the folder, or is empty.
 */
export function url(strings: TemplateStringsArray, ...values: readonly (Url | string | number)[]): Url {
  assertTemplate('url', strings)
  const [first = ''] = strings
  const [base] = values
  if (isMade(Url, base) && first === '') {
    if ((strings[1] !== '' || values.length > 1) && !continuesPath.test(strings[1] ?? '')) {
      throw new TypeError('url`…`: what follows a base address starts with /, ? or #')
    }
  } else if (!(values.length === 0 ? literalHost : literalHostThenPath).test(first)) {
    throw new TypeError(
      `url\`…\` starts with https, a host and a slash, written out, or with a setting's Url (got "${first}")`,
    )
  }
  const text = strings.reduce((address, part, index) => {
    const value = values[index - 1] as Url | string | number
    return address + (index === 1 && first === '' && isMade(Url, base) ? base : component(value)) + part
  })
  return new Url(key, text)
}

function component(value: unknown): string {
  if (isMade(Url, value)) throw new TypeError('url`…`: a Url stands at the start only')
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new TypeError(`url\`…\` takes text and numbers (got ${value === null ? 'null' : typeof value})`)
  }
  const text = String(value).toWellFormed()
  if (text === '' || text === '.' || text === '..') throw new TypeError(`url\`…\`: "${text}" is no part of a path`)
  return encodeURIComponent(text)
}

// A policy lists hosts parted by spaces and semicolons, which URLs allow in a host.
const host = /^(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])$/

/** What {@link addressProblem} says of a text that is no address at all. */
export const notAnAddress = 'must be a full https address'

/** What is wrong with an address a site owner gave, as the end of a sentence; undefined where it can be used. */
export function addressProblem(address: string): string | undefined {
  let parsed: URL
  try {
    parsed = new URL(address)
  } catch {
    return notAnAddress
  }
  if (parsed.protocol !== 'https:') return 'must be reached by https'
  if (parsed.username !== '' || parsed.password !== '') return 'must not hold a user name or password'
  if (!host.test(parsed.hostname)) return notAnAddress
  if (parsed.search !== '' || parsed.hash !== '') return 'must not hold a ? or #'
  return undefined
}

/**
 * The Url of an address that a setting tells, without a slash at its end. For settings only: a page has no say in hosts.
 *
 * @throws TypeError for one that is not https, or has a user name, a password, a ? or a #.
 */
export function checkedUrl(address: string): Url {
  const problem = addressProblem(address)
  if (problem !== undefined) throw new TypeError(`the address ${problem}`)
  return new Url(key, new URL(address).href.replace(/\/$/, ''))
}
