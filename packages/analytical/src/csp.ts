import { assertPolicy, isKeyword, isNonce, kebab, parsedPolicy, policyText, sourcesIn } from './policy-text.ts'
import type { Directive } from './provider.ts'

/** A source of a policy; helmet also takes functions of the request. */
// biome-ignore lint/suspicious/noExplicitAny: each framework has requests of its own.
export type Source = string | ((request: any, response: any) => string)

/** What a policy lists for one directive. */
export type Sources = readonly Source[] | string | null

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
 * What `analytical.csp` does: tells the needs, or adds them to a policy in the form it was given. `tellLimits` hears of
 * each policy.
 */
export function cspOf(needs: Needs, tellLimits: (policy: Policy) => void) {
  function csp(policy?: Policy): Record<string, Sources>
  function csp(header: string): string
  function csp(policy?: Policy | string): Record<string, Sources> | string {
    if (policy === undefined) {
      return Object.fromEntries([...needs].map(([directive, sources]) => [directive, [...sources]]))
    }
    const given: Policy = typeof policy === 'string' ? parsedPolicy(policy) : policy
    assertPolicy(given)
    const whole = merged(needs, given)
    tellLimits(given)
    return typeof policy === 'string' ? policyText(whole as Record<string, readonly string[]>) : whole
  }
  return csp
}

// What a browser takes where a policy lacks a directive: https://www.w3.org/TR/CSP3/#directive-fallback-list (read 2026-11-21).
const fallbacks: Readonly<Partial<Record<Directive, readonly string[]>>> = {
  'frame-src': ['child-src', 'default-src'],
  'worker-src': ['child-src', 'script-src', 'default-src'],
  'form-action': [],
}

/** More exact directives that hide another where a policy has them. */
const exacter: Readonly<Partial<Record<Directive, readonly string[]>>> = {
  'script-src': ['script-src-elem'],
  'style-src': ['style-src-elem'],
}

/**
 * A policy with what the providers need added. A directive the policy lacks starts from what a browser takes in its place, so
 * that adding a vendor's host takes nothing away; where there is nothing, it is unrestricted and stays so.
 */
function merged(needs: Needs, policy: Policy): Record<string, Sources> {
  const result: Record<string, Sources> = { ...policy }
  const spelled = new Map(Object.keys(policy).map((name) => [kebab(name), name]))
  const camelCase = Object.keys(policy).some((name) => /[A-Z]/.test(name))
  const given = sourcesIn(policy)
  for (const [directive, needed] of needs) {
    const hiding = (exacter[directive] ?? []).filter((name) => given(name) !== undefined)
    for (const name of [directive, ...hiding]) {
      const known = [name, ...(fallbacks[directive] ?? ['default-src'])]
        .map(given)
        .find((sources) => sources !== undefined)
      if (known === undefined || needed.size === 0) continue
      result[spelled.get(name) ?? (camelCase ? camel(name) : name)] = added(known, needed)
    }
  }
  return result
}

function added(known: readonly Source[], needed: ReadonlySet<string>): readonly Source[] {
  const kept = known.filter((source) => !isKeyword(source, 'none'))
  // A hash would switch 'unsafe-inline' off, and with it what else the site has inline.
  const allowsInline = kept.some((source) => isKeyword(source, 'unsafe-inline')) && !kept.some(switchesInlineOff)
  return [...new Set([...kept, ...[...needed].filter((source) => !(allowsInline && isHash(source)))])]
}

const isHash = (source: unknown) => typeof source === 'string' && /^'sha\d+-/i.test(source)
const switchesInlineOff = (source: unknown) => isNonce(source) || isHash(source) || isKeyword(source, 'strict-dynamic')
const camel = (name: string) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
