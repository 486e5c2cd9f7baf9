import type { Source } from './csp.ts'

/** A policy as a response's header has it, by directive. */
export const parsedPolicy = (header: string): Record<string, readonly string[]> => {
  const faults: string[] = []
  const policy: Record<string, readonly string[]> = {}
  for (const part of header.split(';')) {
    const [name, ...sources] = part.split(/\s+/).filter((word) => word !== '')
    if (name === undefined) continue
    const directive = name.toLowerCase()
    if (!isDirective(directive)) faults.push(`"${cut(name)}" is no directive`)
    else if (Object.hasOwn(policy, directive))
      faults.push(`${directive} is there twice, of which a browser reads the first`)
    else policy[directive] = sources
  }
  assertSound(faults)
  return policy
}

/** A policy as a response's header has it. */
export const policyText = (policy: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ')

/** A directive as a browser spells it: `script-src` for helmet's `scriptSrc`. */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const isDirective = (name: string) => /^[a-z][a-z-]*$/.test(name)

/** The sources of a policy's directive one by one, be they one text, a list or a set; undefined where they are none of these. */
function listed(sources: unknown): readonly unknown[] | undefined {
  if (typeof sources === 'string') return sources.split(/\s+/).filter((word) => word !== '')
  if (typeof sources !== 'object' || sources === null || !(Symbol.iterator in sources)) return undefined
  return [...(sources as Iterable<unknown>)].flatMap((source) =>
    typeof source === 'string' ? (listed(source) as unknown[]) : [source],
  )
}

/** Reads a policy by its directives, however it spells them. */
export function sourcesIn(
  policy: Readonly<Record<string, unknown>>,
): (directive: string) => readonly Source[] | undefined {
  const byDirective = new Map(Object.entries(policy).map(([name, sources]) => [kebab(name), listed(sources)]))
  return (directive) => byDirective.get(directive) as readonly Source[] | undefined
}

/** Whether a source is this keyword; a browser takes them in any case. */
export const isKeyword = (source: unknown, keyword: string): boolean =>
  typeof source === 'string' && source.toLowerCase() === `'${keyword}'`

/** Whether a source is a nonce, or may be one: helmet asks a function for it at each response. */
export const isNonce = (source: unknown): boolean =>
  typeof source === 'function' || (typeof source === 'string' && /^'nonce-/i.test(source))

function assertSound(faults: readonly string[]): void {
  if (faults.length > 0) throw new TypeError(`The content security policy is malformed: ${faults.join('; ')}`)
}

/**
 * Looks at a policy's lists. Keywords without their quotes are hosts to a browser.
 *
 * @throws TypeError that lists everything wrong with them, each with its directive.
 */
export function assertPolicy(policy: Readonly<Record<string, unknown>>): void {
  const faults: string[] = []
  const names = new Map<string, string>()
  for (const [name, sources] of Object.entries(policy)) {
    const directive = kebab(name)
    if (!isDirective(directive)) faults.push(`"${cut(name)}" is no directive`)
    const other = names.get(directive)
    if (other !== undefined) faults.push(`${name} and ${other} are one directive`)
    names.set(directive, name)
    for (const fault of faultsIn(sources)) faults.push(`${name} ${fault}`)
  }
  assertSound(faults)
}

function faultsIn(sources: unknown): readonly string[] {
  // Helmet leaves a directive out for null, and default-src for a symbol of its own.
  if (sources === null || sources === undefined || typeof sources === 'symbol') return []
  return listed(sources)?.flatMap(faultIn) ?? [`is no list of sources, like ["'self'"]`]
}

function faultIn(source: unknown): string | readonly [] {
  if (typeof source === 'function') return []
  if (typeof source !== 'string') return `has ${source === null ? 'null' : typeof source} among its sources`
  if (bareKeyword.test(source)) return `has ${source} without quotes: write '${source}'`
  return /[;,]/.test(source) ? `has "${cut(source)}", in which ; or , ends the directive` : []
}

const bareKeyword =
  /^(?:self|none|unsafe-inline|unsafe-eval|wasm-unsafe-eval|unsafe-hashes|strict-dynamic|report-sample|inline-speculation-rules|nonce-\S+|sha(?:256|384|512)-\S+)$/i

const cut = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
