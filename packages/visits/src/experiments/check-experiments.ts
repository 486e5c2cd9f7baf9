import { clean } from '../classifying/text.ts'
import { inWords } from '../in-words.ts'

const nameBytes = 64
const mostVariants = 20
const mostExperiments = 100
const like = `like { running: { home: { variants: ['quiet', 'loud'], goal: 'rhyme posted' } } }`

/** All that is wrong with the option `experiments`, a sentence each. */
export function experimentsProblems(option: unknown): string[] {
  if (!isRecord(option)) return [`experiments must be an object, ${like} (got ${inWords(option)})`]
  return [...unknown('experiments', option, parts), ...siteProblems(option), ...runningProblems(option.running)]
}

const parts = ['running', 'session', 'unit', 'preview']
const fields = ['variants', 'goal', 'weights', 'coverage', 'seed', 'namespace', 'on', 'minimum']

function siteProblems({ session, unit, preview }: Readonly<Record<string, unknown>>): string[] {
  return [
    ...must(session === undefined || isFunction(session), 'experiments.session', aSession, session),
    ...must(unit === undefined || isFunction(unit) || isCookieName(unit), 'experiments.unit', aUnit, unit),
    ...must(
      preview === undefined || isFunction(preview) || typeof preview === 'boolean',
      'experiments.preview',
      who,
      preview,
    ),
  ]
}

const aSession = 'a function, like (request) => request.session'
const aUnit = `a cookie's name, like "visitor", or a function, like (request) => request.session?.id`
const who = 'true, or a function, like (request) => request.user?.isEditor'

function runningProblems(running: unknown): string[] {
  const isRight = isRecord(running) && Object.keys(running).length <= mostExperiments
  if (!isRight)
    return must(false, 'experiments.running', `an object of up to ${mostExperiments} experiments, ${like}`, running)
  return Object.entries(running).flatMap(([name, experiment]) => {
    const subject = `the experiment ${quoted(name)}`
    if (!isRecord(experiment)) return must(false, subject, anExperiment, experiment)
    return [
      ...must(isName(name), subject, `named by ${aName}, like "home"`),
      ...unknown(subject, experiment, fields),
      ...experimentProblems(subject, experiment),
    ]
  })
}

const anExperiment = `an object, like { variants: ['quiet', 'loud'], goal: 'rhyme posted' }`
const aName = `at most ${nameBytes} bytes of text without control characters or spaces at its ends`

function experimentProblems(subject: string, experiment: Readonly<Record<string, unknown>>): string[] {
  const { variants, goal, weights, coverage = 1, seed = 'a', namespace, on, minimum = 1 } = experiment
  const isCovering = isNumber(coverage) && coverage > 0 && coverage <= 1
  const isMinimum = Number.isSafeInteger(minimum) && (minimum as number) >= 1
  return [
    ...variantsProblems(subject, variants),
    ...must(isName(goal), `${subject}: goal`, `the name of an event, like "rhyme posted"`, goal),
    ...(weights === undefined ? [] : weightsProblems(subject, weights, variants)),
    ...must(isCovering, `${subject}: coverage`, 'a number above 0 and up to 1, like 0.5', coverage),
    ...must(
      isText(seed) && seed.length <= 256,
      `${subject}: seed`,
      'a text of up to 256 characters, like "home 2"',
      seed,
    ),
    ...must(namespace === undefined || isNamespace(namespace), `${subject}: namespace`, aNamespace, namespace),
    ...must(on === undefined || isFunction(on) || isPaths(on), `${subject}: on`, somePages, on),
    ...must(isMinimum, `${subject}: minimum`, 'a whole number above 0, like 500', minimum),
  ]
}

const aNamespace = 'a name and a part from 0 to 1, like ["front page", 0, 0.5]'
const somePages = 'a path, a list of them or a function, like "/"'

function variantsProblems(subject: string, variants: unknown): string[] {
  const isRight = Array.isArray(variants) && variants.length >= 2 && variants.length <= mostVariants
  if (!isRight)
    return must(false, `${subject}: variants`, `2 to ${mostVariants} names, like ["quiet", "loud"]`, variants)
  const wrong = variants.filter((variant) => !isName(variant))
  const twice = new Set(variants.filter((variant, at) => isName(variant) && variants.indexOf(variant) !== at))
  return [
    ...wrong.flatMap((variant) => must(false, `${subject}: a variant`, `named by ${aName}, like "loud"`, variant)),
    ...[...twice].map(
      (variant) => `${subject}: a variant must be named once, like ["quiet", "loud"] (got ${quoted(variant)} twice)`,
    ),
  ]
}

function weightsProblems(subject: string, weights: unknown, variants: unknown): string[] {
  const count = Array.isArray(variants) ? variants.length : 2
  const example = `like [${Array.from({ length: count }, (_, at) => (at === 0 ? 0.7 : Number((0.3 / (count - 1)).toFixed(3)))).join(', ')}]`
  const isRight =
    Array.isArray(weights) && weights.length === count && weights.every((weight) => isNumber(weight) && weight >= 0)
  if (!isRight) return must(false, `${subject}: weights`, `a number for each variant, ${example}`, weights)
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const isWhole = Math.abs(sum - 1) <= 0.001
  return isWhole ? [] : [`${subject}: weights must sum up to 1, ${example} (got ${Number(sum.toFixed(4))})`]
}

const must = (isRight: boolean, subject: string, rule: string, ...got: unknown[]): string[] =>
  isRight ? [] : [`${subject} must be ${rule}${got.length === 0 ? '' : ` (got ${inWords(got[0])})`}`]

const unknown = (subject: string, given: object, known: readonly string[]): string[] =>
  Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => `${subject}: ${quoted(name)} is no part of it: there are ${known.join(', ')}`)

const isFunction = (value: unknown) => typeof value === 'function'
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isName = (value: unknown): value is string =>
  isText(value) && clean(value, nameBytes) === value && value.trim() === value
const isCookieName = (value: unknown) => isText(value) && /^[!#$%&'*+\-.^_`|~\w]{1,128}$/.test(value)
const isPath = (value: unknown) => isText(value) && value.startsWith('/')
const isPaths = (value: unknown) => isPath(value) || (Array.isArray(value) && value.every(isPath))
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function isNamespace(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 3) return false
  const [name, from, to] = value
  return isName(name) && isNumber(from) && isNumber(to) && from >= 0 && from < to && to <= 1
}

const quoted = (value: unknown) => JSON.stringify(clean(String(value), nameBytes))
