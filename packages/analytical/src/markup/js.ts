import { jsonExpression } from './json-text.ts'
import { holesInScript } from './script-holes.ts'
import { assertTemplate, isMade, key, Sealed } from './sealed.ts'

/** JavaScript that the tag {@link js} made: constant code, its values written as JSON. */
export class Js extends Sealed {
  declare readonly language: 'js'
}

/** Marks text as JavaScript: for `json` beside this file, and nobody else. */
export const seal = (text: string): Js => new Js(key, text)

const checked = new WeakSet<TemplateStringsArray>()
const endsScript = /<!--|<\/?script/i

/**
 * JavaScript from a template: every value becomes a JSON expression, another `` js`…` `` is set in as it stands.
 *
 * @example js`window.dataLayer = window.dataLayer || []; window.dataLayer.push(${{ id: 'G-ABCDE12345' }});`
 * @throws TypeError when a value stands where no expression can (in quotes, a comment, a regular expression, as a key,
 *   against a name) or the code could end its script element.
 */
export function js(strings: TemplateStringsArray, ...values: readonly unknown[]): Js {
  assertTemplate('js', strings)
  if (!checked.has(strings)) {
    holesInScript(strings.raw)
    checked.add(strings)
  }
  const text = dedented(strings.raw.reduce((code, part, index) => code + expression(values[index - 1], code) + part))
  if (endsScript.test(text))
    throw new TypeError('js`…` may not contain <!--, <script or </script: they end the element')
  return seal(text)
}

function expression(value: unknown, before: string): string {
  if (!isMade(Js, value)) return jsonExpression(value)
  const indentation = /^[ \t]*/.exec(before.slice(before.lastIndexOf('\n') + 1))?.[0] ?? ''
  return value.toString().replaceAll('\n', `\n${indentation}`)
}

// The indentation of a template is its author's; the page gets the code without it.
function dedented(code: string): string {
  const lines = code
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split('\n')
  const depths = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/))
  const depth = Math.min(...depths, Infinity)
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(depth))).join('\n')
}
