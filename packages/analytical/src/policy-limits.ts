import type { ScriptMode } from './code-element.ts'
import type { Policy } from './csp.ts'
import type { FaultHandler } from './faults.ts'
import type { Installed } from './installed.ts'
import { isKeyword, isNonce, sourcesIn } from './policy-text.ts'
import type { AnyProvider, Tag } from './provider.ts'

/** How a provider's files come into a page: blocking ones as elements in both modes, others also inserted by the kit. */
type Way = 'element' | 'inserted' | 'own code'

/** Tells, once each, which of the enabled providers cannot work under a policy. */
export function limitsTo(
  enabled: readonly Pick<Installed, 'provider' | 'settings'>[],
  mode: ScriptMode,
  report: FaultHandler,
): (policy: Policy) => void {
  const told = new Set<string>()
  const known = enabled.map(({ provider, settings }) => ({ provider, ways: waysOf(provider, settings) }))
  return (policy) => {
    const refused = refusedBy(policy, mode)
    for (const { provider, ways } of known) {
      for (const way of ways) {
        const message = `${provider.title} ${refused[way]}`
        if (refused[way] === undefined || told.has(message)) continue
        told.add(message)
        report(new Error(message), { provider: provider.name, phase: 'csp' })
      }
    }
  }
}

function refusedBy(policy: Policy, mode: ScriptMode): Partial<Record<Way, string>> {
  const sources = sourcesIn(policy)
  const scripts = sources('script-src-elem') ?? sources('script-src') ?? sources('default-src') ?? []
  const has = (words: readonly unknown[] | undefined, keyword: string) =>
    words?.some((word) => isKeyword(word, keyword)) ?? false
  const refused: Partial<Record<Way, string>> = {}
  // In inline mode everything needs the nonce, which may join the policy later, page by page.
  if (mode === 'island' && has(scripts, 'strict-dynamic') && !scripts.some(isNonce)) refused.element = byElement
  // Whether the page makes a default policy only the page knows; a policy that names one is taken at its word.
  if (has(sources('require-trusted-types-for'), 'script') && !sources('trusted-types')?.includes('default')) {
    refused['own code'] = byCode('')
    refused.inserted = byCode(mode === 'island' ? '' : ' where it waits, for consent or until the page is shown')
  }
  return refused
}

const byElement =
  "loads a file by an element, which 'strict-dynamic' refuses without a nonce: add a nonce to script-src, or leave 'strict-dynamic' out"

const byCode = (where: string) =>
  `loads a file by code${where}, which require-trusted-types-for 'script' refuses: make a Trusted Types policy named default, and name it in trusted-types`

function waysOf({ tags }: AnyProvider, settings: unknown): ReadonlySet<Way> {
  const ways = (Object.values(tags) as Tag<unknown, unknown>[]).flatMap((tag): Way[] => {
    const code = [tag.stub, tag.script, tag.loaded].map((part) => String(part?.(settings)))
    const loads = tag.load?.(settings) ?? []
    return [
      ...loads.map(({ blocking }) => (blocking ? 'element' : 'inserted')),
      ...code.filter((text) => setsAddress.test(text)).map(() => 'own code' as const),
    ]
  })
  return new Set(ways)
}

const setsAddress = /\.src\s*=[^=]/
