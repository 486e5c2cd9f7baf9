import type { AnyProvider } from 'analytical'
import { examplePages } from './example-pages.ts'
import { nodesIn, type ScriptNode } from './nodes.ts'
import { type Pattern, patternsOf } from './pattern.ts'
import { isConsentClient, scriptText } from './script-text.ts'

/** The constant code of a provider, by which it is recognised in a page. */
export interface KnownCode {
  hasLine(line: string): boolean
  /** How sure it is that an element loads the vendor's file; 0 where it does not, or could be anybody's. */
  likeness(file: ScriptNode): number
}

const known = new WeakMap<AnyProvider, KnownCode>()

/** The code of a provider, learned once from the examples of its settings. */
export function knownCode(provider: AnyProvider): KnownCode {
  const code = known.get(provider) ?? learned(provider)
  known.set(provider, code)
  return code
}

function learned(provider: AnyProvider): KnownCode {
  const patternOf = patternsOf(provider.settings)
  const lines = new Map<string, Pattern>()
  const files = new Map<string, KnownFile>()
  for (const node of nodesIn(examplePages(provider))) {
    if (node.kind !== 'script') continue
    const { src } = node.attributes
    if (src !== undefined) files.set(src, knownFile(node, patternOf))
    const script = scriptText(node.text)
    if (script === undefined || isConsentClient(script)) continue
    for (const line of script.lines) lines.set(line, patternOf(line))
  }
  const telling = [...lines.values()].filter(({ weight }) => weight >= 3)
  return {
    hasLine: (line) => lines.has(line) || telling.some(({ matches }) => matches(line)),
    likeness: (file) => Math.max(0, ...[...files.values()].map((one) => likeness(one, file))),
  }
}

interface KnownFile {
  address: Pattern
  host: Pattern
  /** Whether it may lie on any host. */
  isAnywhere: boolean
  dataNames: readonly string[]
}

function knownFile(file: ScriptNode, patternOf: (text: string) => Pattern): KnownFile {
  const src = file.attributes.src ?? ''
  const name = new URL(src).host
  const host = patternOf(name)
  return { address: patternOf(src), host, isAnywhere: host.weight < name.length / 2, dataNames: dataNamesOf(file) }
}

// The attributes tell most: what lies on a host of the site's own, or under a name of its own making, is known by them alone.
function likeness({ address, host, isAnywhere, dataNames }: KnownFile, file: ScriptNode): number {
  const src = file.attributes.src ?? ''
  const shared = dataNamesOf(file).filter((name) => dataNames.includes(name)).length
  if (address.matches(src)) return isAnywhere && shared === 0 ? 0 : shared * 100 + address.weight
  return shared > 0 && host.matches(hostOf(src)) ? shared * 100 : 0
}

const hostOf = (src: string) => (URL.canParse(src) ? new URL(src).host : '')

const dataNamesOf = ({ attributes }: ScriptNode) => Object.keys(attributes).filter((name) => name.startsWith('data-'))
