import { milliseconds } from '../duration.ts'
import { inWords } from '../in-words.ts'
import { patternRule } from './pattern.ts'

const most = 100
const example = '{ name: "updating", all: ["GET /new", "POST /vote"], minHits: 3, gap: "10m" }'
const duration = 'milliseconds or a text, like "10m", "90s", "2h" or "1d"'

const isText = (value: unknown): value is string => typeof value === 'string'
const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= 10_000

interface Field {
  isRight: (value: unknown) => boolean
  must: string
}

const fields: Readonly<Record<string, Field>> = {
  name: {
    isRight: (name) => isText(name) && name.trim() !== '' && name.length <= 60,
    must: 'a name of at most 60 characters, like "updating"',
  },
  any: { isRight: isPatterns, must: 'a list of patterns, like ["POST /submit"]' },
  all: { isRight: isPatterns, must: 'a list of patterns, like ["GET /new", "POST /vote"]' },
  minHits: { isRight: isCount, must: 'a whole number from 1 to 10000, like 3' },
  gap: { isRight: (gap) => milliseconds(gap) !== undefined, must: duration },
  within: { isRight: (within) => milliseconds(within) !== undefined, must: duration },
  ignore: { isRight: (ignore) => typeof ignore === 'boolean', must: 'true or false' },
}

/** All that is wrong with the option `activities`, a sentence each. */
export function problemsOfRules(rules: unknown): string[] {
  if (!Array.isArray(rules) || rules.length > most)
    return [`activities must be a list of at most ${most} rules, like [${example}] (got ${inWords(rules)})`]
  const names = new Map<string, number>()
  return rules.flatMap((rule: unknown, index) => {
    const subject = `activities[${index}]`
    if (typeof rule !== 'object' || rule === null)
      return [`${subject} must be a rule, like ${example} (got ${inWords(rule)})`]
    const given = Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined))
    return [
      ...problemsOfFields(subject, given),
      ...problemsOfWhole(subject, given),
      ...taken(names, subject, index, given.name),
    ]
  })
}

function problemsOfFields(subject: string, rule: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(rule).flatMap(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (field === undefined)
      return [`${subject}.${name} is no part of a rule: there are ${Object.keys(fields).join(', ')}`]
    if (!field.isRight(value)) return [`${subject}.${name} must be ${field.must} (got ${inWords(value)})`]
    return name === 'any' || name === 'all' ? problemsOfPatterns(`${subject}.${name}`, value as unknown[]) : []
  })
}

function problemsOfPatterns(subject: string, patterns: readonly unknown[]): string[] {
  return patterns.flatMap((pattern, index) => {
    const must = patternRule(pattern)
    return must === undefined ? [] : [`${subject}[${index}] must be ${must} (got ${inWords(pattern)})`]
  })
}

function problemsOfWhole(subject: string, rule: Readonly<Record<string, unknown>>): string[] {
  const { name, any, all, gap, within, ignore } = rule
  const problems = []
  if (name === undefined) problems.push(`${subject} must have a name, like ${example}`)
  if (any === undefined && all === undefined) problems.push(`${subject} must have any or all, like ${example}`)
  const needless = Object.keys(rule).filter((key) => ['all', 'minHits', 'gap', 'within'].includes(key))
  if (ignore === true && needless.length > 0)
    problems.push(`${subject} ignores each of its hits: it takes name and any, and no ${needless.join(', ')}`)
  const [pause = 0, time = Number.POSITIVE_INFINITY] = [milliseconds(gap), milliseconds(within)]
  if (pause > time) problems.push(`${subject}.gap must be no longer than within: a longer pause is never reached`)
  return problems
}

function taken(names: Map<string, number>, subject: string, index: number, name: unknown): string[] {
  if (!isText(name)) return []
  const first = names.get(name)
  if (first === undefined) names.set(name, index)
  return first === undefined
    ? []
    : [`${subject}.name must be its own: activities[${first}] is ${inWords(name)} already`]
}

function isPatterns(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.length <= most
}
