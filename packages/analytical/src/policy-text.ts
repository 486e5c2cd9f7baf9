/** A policy as a response's header has it, by directive. */
export const parsedPolicy = (header: string): Record<string, readonly string[]> => {
  const faults: string[] = []
  const policy: Record<string, readonly string[]> = {}
  for (const part of header.split(';')) {
    const [name, ...sources] = part.split(/\s+/).filter((word) => word !== '')
    if (name === undefined) continue
    const directive = name.toLowerCase()
    if (!/^[a-z][a-z-]*$/.test(directive)) faults.push(`"${cut(name)}" is no directive`)
    else if (Object.hasOwn(policy, directive))
      faults.push(`${directive} is there twice, of which a browser reads the first`)
    else policy[directive] = sources
  }
  assertSound(faults)
  return policy
}

/** A policy as a response's header has it. */
export const policyText = (policy: Readonly<Record<string, readonly unknown[]>>): string =>
  Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ')

/** A directive as a browser spells it: `script-src` for helmet's `scriptSrc`. */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** The words of a policy's sources; none where they are no list. */
export const listed = (sources: unknown): readonly unknown[] =>
  typeof sources === 'string'
    ? sources.split(/\s+/).filter((word) => word !== '')
    : Array.isArray(sources)
      ? sources
      : []

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
    const other = names.get(directive)
    if (other !== undefined) faults.push(`${name} and ${other} are one directive`)
    names.set(directive, name)
    for (const word of listed(sources)) {
      if (typeof word !== 'string') continue
      if (bareKeyword.test(word)) faults.push(`${name} has ${word} without quotes: write '${word}'`)
      else if (/[;,]/.test(word)) faults.push(`${name} has "${cut(word)}", in which ; or , ends the directive`)
    }
  }
  assertSound(faults)
}

const bareKeyword =
  /^(?:self|none|unsafe-inline|unsafe-eval|unsafe-hashes|strict-dynamic|report-sample|nonce-\S+|sha(?:256|384|512)-\S+)$/i

const cut = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
