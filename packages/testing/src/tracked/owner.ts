import type { AnyProvider } from 'analytical'
import { knownCode } from './known-code.ts'
import type { ScriptNode } from './nodes.ts'
import type { ScriptText } from './script-text.ts'

/** Whose a script is, by its lines; undefined where nobody has half of them. */
export function ownerOf({ lines }: ScriptText, providers: readonly AnyProvider[]): AnyProvider | undefined {
  const having = lines.map((line) => providers.filter((provider) => knownCode(provider).hasLine(line)))
  return likeliest(providers, (provider) => {
    const shared = having.filter((owners) => owners.includes(provider))
    // A line that many have tells little.
    return shared.length * 2 < lines.length ? 0 : shared.reduce((sum, owners) => sum + 1 / owners.length, 0)
  })
}

/** Whose a vendor's file is, by its address and attributes; one that several have is of the one whose code is before it. */
export function ownerOfFile(
  file: ScriptNode,
  providers: readonly AnyProvider[],
  before: AnyProvider | undefined,
): AnyProvider | undefined {
  return likeliest(providers, (provider) => {
    const likeness = knownCode(provider).likeness(file)
    return likeness > 0 && provider === before ? likeness + 0.5 : likeness
  })
}

/** The first with the highest score; undefined where all have none. */
function likeliest(providers: readonly AnyProvider[], score: (provider: AnyProvider) => number) {
  let best: AnyProvider | undefined
  let highest = 0
  for (const provider of providers) {
    const own = score(provider)
    if (own <= highest) continue
    best = provider
    highest = own
  }
  return best
}
