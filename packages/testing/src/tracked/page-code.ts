import type { AnyProvider } from 'analytical'
import { nodesIn, type ScriptNode } from './nodes.ts'
import { ownerOf, ownerOfFile } from './owner.ts'
import { isConsentClient, type ScriptText, scriptText } from './script-text.ts'

/** What a page has of the kit's code. */
export interface PageCode {
  /** The code of providers, in the order of the page. */
  parts: readonly Part[]
  /** The page's side of consent, as HTML; empty where it has none. */
  client: string
  /** The titles of the services that are commented out for an internal address. */
  disabled: readonly string[]
  /** First lines of code in the kit's form that is of none of the providers. */
  strange: readonly string[]
}

/** A script of a provider's. */
interface Part {
  provider: AnyProvider
  /** Whether it waits for consent. */
  isHeld: boolean
  /** The same as live HTML. */
  html: string
  /** What the page gives to its code; undefined for a file. */
  data: unknown
}

/** Finds the code of providers in a page. */
export function pageCode(html: string, providers: readonly AnyProvider[]): PageCode {
  const parts: Part[] = []
  const disabled: string[] = []
  const strange: string[] = []
  let client = ''
  let before: ScriptNode | undefined
  for (const node of nodesIn(html)) {
    if (node.kind === 'comment') {
      disabled.push(...(/^ (.+) disabled on internal IP address\n/.exec(node.text)?.slice(1) ?? []))
      continue
    }
    const island = before
    before = node
    const script = scriptText(node.text)
    if (node.attributes.src !== undefined) {
      const provider = ownerOfFile(node, providers, parts.at(-1)?.provider)
      if (provider !== undefined) parts.push({ provider, isHeld: false, html: element(node), data: undefined })
    }
    if (script === undefined) continue
    const whole = wholeScript(node, script, island)
    const provider = isConsentClient(script) ? undefined : ownerOf(script, providers)
    if (isConsentClient(script)) client += whole.html
    else if (provider !== undefined) parts.push({ provider, ...whole })
    else if (script.takesData) strange.push(script.lines[0] ?? '')
  }
  return { parts, client, disabled, strange }
}

/** A script with its data, which may stand in the JSON element before it. */
function wholeScript({ attributes, text }: ScriptNode, script: ScriptText, island: ScriptNode | undefined) {
  const isHeld = attributes.type === 'text/plain'
  const live = `<script>${text}</script>\n`
  if (!script.takesData || script.data !== undefined || island === undefined) {
    return { isHeld, html: live, data: script.data }
  }
  return { isHeld, html: element(island) + live, data: JSON.parse(island.text) }
}

function element({ attributes, text }: ScriptNode): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value.replace(/[&"]/g, entity)}"`)
  return `<script${written.join('')}>${text}</script>\n`
}

const entity = (character: string) => (character === '&' ? '&amp;' : '&quot;')
