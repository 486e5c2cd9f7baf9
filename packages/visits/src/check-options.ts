import { databaseRule, isDatabase } from './database/open-database.ts'
import { experimentsProblems } from './experiments/check-experiments.ts'
import type { VisitsOptions } from './options.ts'
import { isStore, storeRule } from './stores/open-store.ts'

/** Thrown at start where options are wrong; lists all of them. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError'

  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? 'An option is wrong' : `${problems.length} options are wrong`
    super(`${count}:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
  }
}

interface SimpleRule {
  isRight: (value: unknown) => boolean
  /** What the option must be, with an example. */
  must: string
  /** Whether a text that was given may hold a password. */
  isSecret?: true
}

/** Of what has parts, all that is wrong, a sentence each. */
type Rule = SimpleRule | ((value: unknown) => readonly string[])

const isFunction = (value: unknown) => typeof value === 'function'
const isText = (value: unknown): value is string => typeof value === 'string'
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText)
const isCount = (least: number, most: number) => (value: unknown) =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most

const rules: Record<keyof VisitsOptions, Rule> = {
  store: { isRight: isStore, must: storeRule, isSecret: true },
  database: { isRight: isDatabase, must: databaseRule, isSecret: true },
  site: {
    isRight: (site) => isText(site) && /^[\w.-]{1,64}$/.test(site),
    must: 'at most 64 letters, digits, ".", "_" and "-", like "main"',
  },
  keys: { isRight: (keys) => keys === 'spread' || keys === 'plain', must: '"spread" or "plain"' },
  user: { isRight: isFunction, must: 'a function, like (request) => request.user' },
  identify: { isRight: isFunction, must: 'a function, like (user) => ({ id: user.pk, username: user.nick })' },
  route: { isRight: isFunction, must: 'a function, like (request) => request.route?.path' },
  exclude: { isRight: isFunction, must: 'a function, like (request) => request.url.startsWith("/admin")' },
  timeZone: { isRight: isTimeZone, must: 'a time zone, like "Europe/Berlin"' },
  trustedProxies: {
    isRight: (proxies) => isCount(0, 100)(proxies) || isTexts(proxies) || isFunction(proxies),
    must: 'a number, a list of addresses or a function, like 1',
  },
  hosts: { isRight: isTexts, must: 'a list of hosts, like ["example.com"]' },
  values: { isRight: isCount(10, 1_000_000), must: 'a whole number from 10 to 1000000, like 10000' },
  keepDays: { isRight: isCount(1, 36_500), must: 'a whole number of days up to 36500, like 90' },
  flushEvery: { isRight: isCount(10, 3_600_000), must: 'milliseconds from 10 to 3600000, like 1000' },
  experiments: experimentsProblems,
  onError: { isRight: isFunction, must: 'a function, like (error) => log.warn(error)' },
}

/** @throws OptionsError with all that is wrong. */
export function checkOptions(options: VisitsOptions): void {
  const given = Object.entries(options ?? {}).filter(([, value]) => value !== undefined)
  const problems = given.flatMap(([name, value]) => {
    const rule = (rules as Record<string, Rule | undefined>)[name]
    if (rule === undefined) return [`${name} is no option: there are ${Object.keys(rules).join(', ')}`]
    if (typeof rule === 'function') return rule(value)
    return rule.isRight(value)
      ? []
      : [`${name} must be ${rule.must} (got ${rule.isSecret && isText(value) ? 'a text' : inWords(value)})`]
  })
  if (problems.length > 0) throw new OptionsError(problems)
}

function isTimeZone(value: unknown): boolean {
  if (!isText(value)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}

// An object may be a client that holds a password.
function inWords(value: unknown): string {
  if (isText(value)) return JSON.stringify(value.slice(0, 100))
  if (typeof value === 'function') return 'a function'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return `an object of ${value.constructor?.name ?? 'no class'}`
  return String(value)
}
