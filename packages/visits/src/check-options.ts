import { didYouMean, isProxyEntry, proxyListRule } from 'analytical'
import { problemsOfRules } from './activities/check-rules.ts'
import { isHost } from './classifying/referrer.ts'
import { databaseRule, isDatabase, problemsOfFile } from './database/open-database.ts'
import { experimentsProblems } from './experiments/check-experiments.ts'
import { inWords, isPlain } from './in-words.ts'
import { isLimitOptions, limitRule } from './limits/limit.ts'
import type { VisitsOptions } from './options.ts'
import { isStore, storeRule } from './stores/open-store.ts'
import { measures } from './users/user-count.ts'

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
}

/** Of what has parts, all that is wrong, a sentence each. */
type Rule = SimpleRule | ((value: unknown) => readonly string[])

const isFunction = (value: unknown) => typeof value === 'function'
const isText = (value: unknown): value is string => typeof value === 'string'
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)
const isCount = (least: number, most: number) => (value: unknown) =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most

const isNumber = (least: number, most: number) => (value: unknown) =>
  typeof value === 'number' && value >= least && value <= most
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** Whether it is an object of these fields, each of which is right or not there. */
const isOf = (fields: Readonly<Record<string, (value: unknown) => boolean>>) => (value: unknown) =>
  isObject(value) &&
  Object.entries(value).every(([name, field]) => field === undefined || fields[name]?.(field) === true)
const has = (value: unknown, ...names: string[]) =>
  names.every((name) => (value as Record<string, unknown>)[name] !== undefined)
const isDays = isCount(1, 36_500)

const isWatchTop = (watch: unknown) =>
  isOf({ top: isCount(1, 10_000), by: (by) => (measures as readonly unknown[]).includes(by), days: isCount(1, 3_660) })(
    watch,
  ) && has(watch, 'top')

const rules: Record<keyof VisitsOptions, Rule> = {
  store: (store) => (isStore(store) ? [] : placeProblems('store', storeRule, store)),
  database: (database) => (isDatabase(database) ? [] : placeProblems('database', databaseRule, database)),
  site: {
    isRight: (site) => isText(site) && /^[\w.-]{1,64}$/.test(site),
    must: 'at most 64 letters, digits, ".", "_" and "-", like "main"',
  },
  keys: { isRight: (keys) => keys === 'spread' || keys === 'plain', must: '"spread" or "plain"' },
  user: { isRight: isFunction, must: 'a function, like (request) => request.user' },
  identify: { isRight: isFunction, must: 'a function, like (user) => ({ id: user.pk, username: user.nick })' },
  route: { isRight: isFunction, must: 'a function, like (request) => request.route?.path' },
  exclude: { isRight: isFunction, must: 'a function, like (request) => request.url.startsWith("/admin")' },
  users: {
    isRight: (users) => typeof users === 'boolean' || isOf({ pause: isNumber(1, 1_440), keepDays: isDays })(users),
    must: 'true, or an object of pause (minutes from 1 to 1440) and keepDays, like { pause: 30, keepDays: 90 }',
  },
  watch: {
    isRight: (watch) => isFunction(watch) || (Array.isArray(watch) ? isIds(watch) : isWatchTop(watch)),
    must: 'a list of ids or user names, like ["jeff"], a rule, like (user) => user.karma > 500, or the top users, like { top: 10, by: "minutes" }',
  },
  sample: {
    isRight: (sample) =>
      isOf({ share: (share) => share !== 0 && isNumber(0, 1)(share), seed: (seed) => isText(seed) && seed !== '' })(
        sample,
      ) && has(sample, 'share', 'seed'),
    must: 'a share above 0 and at most 1, and a text as seed, like { share: 0.05, seed: "board" }',
  },
  journal: { isRight: isOf({ keepDays: isDays }), must: 'an object of keepDays, like { keepDays: 90 }' },
  activities: problemsOfRules,
  timeZone: { isRight: isTimeZone, must: 'a time zone, like "Europe/Berlin"' },
  trustedProxies: (proxies) => {
    if (isTexts(proxies))
      return wrongEntries('trustedProxies', proxies, isProxyEntry, proxyListRule, 'like ["10.0.0.0/8"]')
    const isRight = isCount(0, 100)(proxies) || isFunction(proxies)
    return isRight
      ? []
      : [`trustedProxies must be a number, a list of addresses or a function, like 1 (got ${inWords(proxies)})`]
  },
  hosts: (hosts) =>
    isTexts(hosts)
      ? wrongEntries('hosts', hosts, isHost, 'must list hosts without scheme, port and path', 'like ["example.com"]')
      : [`hosts must be a list of hosts, like ["example.com"] (got ${inWords(hosts)})`],
  limits: { isRight: isLimits, must: `by form ${limitRule}, as in { comments: { points: 5, seconds: 3600 } }` },
  live: {
    isRight: (live) =>
      isOf({ guard: isFunction, unmasked: (unmasked) => typeof unmasked === 'boolean' })(live) && has(live, 'guard'),
    must: 'an object with a guard, which says who may look, like { guard: (request) => request.user?.moderates === true }',
  },
  values: { isRight: isCount(10, 1_000_000), must: 'a whole number from 10 to 1000000, like 10000' },
  keepDays: { isRight: isDays, must: 'a whole number of days up to 36500, like 90' },
  flushEvery: { isRight: isCount(10, 3_600_000), must: 'a whole number of milliseconds from 10 to 3600000, like 1000' },
  experiments: experimentsProblems,
  onError: { isRight: isFunction, must: 'a function, like (error) => log.warn(error)' },
}

/** @throws OptionsError with all that is wrong. */
export function checkOptions(options: VisitsOptions): void {
  const isStoreItself = isStore(options) && Object.keys(options).length > 0
  if (!isObject(options) || isStoreItself) throw new OptionsError([`${mustBeOptions} (got ${withoutSecret(options)})`])
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  const problems = given.flatMap(([name, value]) => {
    const rule = Object.hasOwn(rules, name) && rules[name as keyof VisitsOptions]
    if (!rule) return [noOption(name)]
    if (typeof rule === 'function') return rule(value)
    return rule.isRight(value) ? [] : [`${name} must be ${rule.must} (got ${inWords(value)})`]
  })
  if (isWatchTop(options.watch) && !options.users)
    problems.push('watch: { top } needs users: true, which counts who the top users are')
  if (options.activities && options.watch === undefined && options.sample === undefined && !options.live)
    problems.push('activities need watch or sample, which say whose hits are kept, like watch: { top: 10 }, or live')
  if (problems.length > 0) throw new OptionsError(problems)
}

const mustBeOptions =
  'createVisits must get its options as an object, like { site: "main" }, with the store under its name, like { store: client }'

function noOption(name: string): string {
  const meant = didYouMean(name, Object.keys(rules))
  return `${name} is no option: ${meant ? `did you mean ${meant}?` : `there are ${Object.keys(rules).join(', ')}`}`
}

/** What is wrong with where something is to be kept: of a file what it is, and of all else the rule. */
function placeProblems(name: string, must: string, place: unknown): string[] {
  if (isPlain(place) && 'file' in place && !('postgres' in place)) return problemsOfFile(name, place)
  return [`${name} must be ${must} (got ${withoutSecret(place)})`]
}

/** A text in place of a client may be an address with its password. */
const withoutSecret = (value: unknown) => (isText(value) ? 'a text' : inWords(value))

/** What is wrong with a list of texts, all of it in a sentence. */
function wrongEntries(
  name: string,
  list: readonly string[],
  isRight: (entry: string) => boolean,
  must: string,
  example: string,
): string[] {
  const wrong = list.filter((entry) => !isRight(entry))
  return wrong.length === 0 ? [] : [`${name} ${must}, ${example} (got ${wrong.map(inWords).join(', ')})`]
}

const isIds = (list: readonly unknown[]) =>
  list.every((id) => (isText(id) && id !== '') || typeof id === 'number' || typeof id === 'bigint')
function isLimits(value: unknown): boolean {
  return isObject(value) && Object.values(value).every(isLimitOptions)
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
