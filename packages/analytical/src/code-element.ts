import { createHash } from 'node:crypto'
import { Script } from 'node:vm'
import { escapeHtml } from './markup/html.ts'
import { type Js, js } from './markup/js.ts'
import { jsonExpression, jsonText } from './markup/json-text.ts'

/** How code goes out: with its data in it, or constant beside a JSON element (`ANALYTICAL_SCRIPTS`). */
export type ScriptMode = 'inline' | 'island'

/** Constant code as a script element of a page. */
export interface CodeElement {
  /** The element with one page's data; `attributes` go into its opening tag, each after a space. */
  html(data: unknown, nonce: string | undefined, attributes?: string): string
  /** The CSP hash of its text, where the text is constant. */
  hashes: readonly string[]
}

export interface CodeOptions {
  takesData?: boolean
  /** By it the JSON element is found wherever in the page the code runs. */
  id?: string
  /** Without indentation: for what every page has. */
  compact?: boolean
}

/** Code that sees `data` unless it takes none. */
export function codeElement(mode: ScriptMode, code: Js, options: CodeOptions = {}): CodeElement {
  const { takesData = true, id, compact = false } = options
  const indented = functionOf(code, takesData ? js`data` : js``)
  // No line is within a string, as a script holds no template literals.
  const text = compact ? indented.replace(/^ +/gm, '') : indented
  return mode === 'inline' ? inlineElement(text, takesData) : islandElement(text, takesData, id)
}

function inlineElement(text: string, takesData: boolean): CodeElement {
  return {
    hashes: [],
    html(data, nonce, attributes = '') {
      const signed = nonce === undefined ? '' : ` nonce="${nonce}"`
      return `<script${attributes}${signed}>\n${text}(${takesData ? jsonExpression(data ?? null) : ''});\n</script>\n`
    },
  }
}

function islandElement(text: string, takesData: boolean, id: string | undefined): CodeElement {
  const element =
    id === undefined ? js`document.currentScript.previousElementSibling` : js`document.getElementById(${id})`
  const constant = `\n${text}(${takesData ? js`JSON.parse(${element}.text)` : ''});\n`
  const marked = id === undefined ? '' : ` id="${escapeHtml(id)}"`
  return {
    hashes: [`'sha256-${createHash('sha256').update(constant).digest('base64')}'`],
    html(value, _, attributes = '') {
      const json = takesData ? `<script type="application/json"${marked}>${jsonText(value ?? null)}</script>\n` : ''
      return `${json}<script${attributes}>${constant}</script>\n`
    },
  }
}

/** The text of a function in brackets, ready to be called. */
export function functionOf(code: Js, parameter: Js): string {
  const text = String(js`
    (function (${parameter}) {
      ${code}
    })`)
  new Script(text)
  return text
}
