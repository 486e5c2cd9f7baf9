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

/** Code that sees `data` unless it takes none; with an id its JSON element is found wherever the code runs in the page. */
export function codeElement(mode: ScriptMode, code: Js, takesData = true, id?: string): CodeElement {
  const text = functionOf(code, takesData ? js`data` : js``)
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
  const constant = `\n${text}(${takesData ? js`JSON.parse(${element}.textContent)` : ''});\n`
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
