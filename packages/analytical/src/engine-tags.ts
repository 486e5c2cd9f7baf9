import { types } from 'node:util'
import type { Analytical } from './analytical.ts'
import type { TagName } from './tags.ts'

/** What an engine's adapter uses of a kit. */
export type TagSource = Pick<Analytical, 'tags' | 'render'>

/** What `addTags` of an engine expects to be handed in. */
export interface Expected {
  /** In words, with an example: `an environment of nunjucks, like nunjucks.configure('views')`. */
  what: string
  /** The methods that it must have, such as `compile`, or `tags.assign`. */
  methods: readonly string[]
  /** The version that it says it has, and the first that the tags work with. */
  version?: { is: unknown; from: string }
}

/** @throws TypeError in one sentence, where it is no such engine, too old a one, or no kit comes with it. */
export function assertEngine(engine: unknown, analytical: TagSource, expected: Expected): void {
  const wrong = whatIsWrong(engine, expected)
  if (wrong !== undefined) throw new TypeError(`addTags takes ${expected.what} (what it was given ${wrong})`)
  if (!Array.isArray(analytical?.tags)) {
    throw new TypeError('addTags takes the kit beside the engine, like createAnalytical({ settings })')
  }
}

function whatIsWrong(engine: unknown, { methods, version }: Expected): string | undefined {
  const missing = methods.find((path) => typeof at(engine, path) !== 'function')
  if (missing !== undefined) return `has no ${missing}`
  if (typeof version?.is === 'string' && isBefore(version.is, version.from)) return `is ${version.is}`
  return types.isModuleNamespaceObject(engine) ? 'is a namespace: import the default export' : undefined
}

const at = (of: unknown, path: string) =>
  path.split('.').reduce((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], of)

function isBefore(version: string, other: string): boolean {
  const [one = [], two = []] = [version, other].map((text) => text.split('.').map((part) => Number.parseInt(part, 10)))
  const differing = two.findIndex((number, index) => number !== one[index])
  return differing !== -1 && (one[differing] ?? 0) < (two[differing] ?? 0)
}

const sign = Symbol.for('a tag of analytical')

/** Notes that something in an engine is a tag, and not the site's own. */
export const asTag = <Made extends object>(made: Made): Made => Object.assign(made, { [sign]: true })

const isSites = (there: unknown) => there !== undefined && there !== null && !Object.hasOwn(there, sign)

/** What an engine has under a name before the tags are added; undefined for nothing. */
export type Lookup = (name: string) => unknown

/**
 * The tags that can render anything with the site's settings, for engines where tags share their names with variables.
 *
 * @throws Error where the site has something of its own under such a name.
 */
export function enabledTags({ tags }: TagSource, there: Lookup = () => undefined): readonly TagName[] {
  const enabled = tags.filter((tag) => tag.enabled)
  const taken = enabled.find(({ name }) => isSites(there(name)))
  if (taken === undefined) return enabled
  throw new Error(
    `${taken.name} is the name of a tag, and the engine has another of the site’s own: rename that, like my_${taken.name}`,
  )
}

/**
 * Every tag, for engines where tags have a grammar of their own: that of a provider that is off renders nothing. A name that
 * the site has taken for something of its own is left to it there.
 *
 * @throws Error where the site has something of its own under the name of a tag that is on.
 */
export function knownTags(source: TagSource, there: Lookup): readonly TagName[] {
  enabledTags(source, there)
  return source.tags.filter(({ name }) => !isSites(there(name)))
}

/** @throws Error for a tag that is called with arguments. */
export function assertNoArguments(name: string, given: readonly unknown[]): void {
  if (given.length > 0) throw new Error(`${name} takes no arguments`)
}
