import type { Directive } from './provider.ts'

/** What a policy lists for one directive; helmet also takes functions of the request. */
export type Sources = readonly unknown[] | string | null

/** A policy as helmet takes it: directives spelled either way, `scriptSrc` or `script-src`. */
export type Policy = Readonly<Record<string, Sources>>

type Needs = ReadonlyMap<Directive, ReadonlySet<string>>

/** What providers need, one beside the other. */
export function combined(needs: Iterable<Readonly<Partial<Record<Directive, readonly string[]>>>>): Needs {
  const all = new Map<Directive, Set<string>>()
  for (const need of needs) {
    for (const [directive, sources] of Object.entries(need) as [Directive, readonly string[]][]) {
      const known = all.get(directive) ?? new Set()
      all.set(directive, known)
      for (const source of sources) known.add(source)
    }
  }
  return all
}

/**
 * A policy with what the providers need added. A directive the policy lacks starts from its `default-src`, so that adding a
 * vendor's host takes nothing away; where there is no `default-src` either, it is unrestricted and stays so.
 */
export function merged(needs: Needs, policy: Policy): Record<string, Sources> {
  const result: Record<string, Sources> = { ...policy }
  const spelled = new Map(Object.keys(policy).map((name) => [kebab(name), name]))
  const camelCase = Object.keys(policy).some((name) => /[A-Z]/.test(name))
  const fallback = policy[spelled.get('default-src') ?? '']
  for (const [directive, sources] of needs) {
    const name = spelled.get(directive) ?? (camelCase ? camel(directive) : directive)
    const known = policy[name] ?? fallback
    if (!isListed(known) || sources.size === 0) continue
    result[name] = [...new Set([...listed(known).filter((source) => source !== "'none'"), ...sources])]
  }
  return result
}

const isListed = (sources: unknown): sources is readonly unknown[] | string =>
  typeof sources === 'string' || Array.isArray(sources)
const listed = (sources: readonly unknown[] | string): readonly unknown[] =>
  typeof sources === 'string' ? sources.split(/\s+/).filter((source) => source !== '') : sources
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const camel = (name: string) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
