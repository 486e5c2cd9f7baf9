const escapes: Record<string, string> = {
  '&': '\\u0026',
  '<': '\\u003c',
  '>': '\\u003e',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}
const breaking = /[&<>\u2028\u2029]/
const everyBreaking = /[&<>\u2028\u2029]/g
const prototypeKey = /([{,])"__proto__":/g

/**
 * JSON that no place in an HTML page can end early: the text of a `<script type="application/json">` element.
 * Throws where `JSON.stringify` does (a cycle, a BigInt, a throwing getter) and for what has no JSON (`undefined`, a function).
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value)
  if (text === undefined) throw new TypeError(`a ${typeof value} has no JSON: leave it out, or give null`)
  return breaking.test(text) ? text.replace(everyBreaking, (character) => escapes[character] as string) : text
}

/** As {@link jsonText}, for use as a JavaScript expression, where a literal `"__proto__":` would set the prototype. */
export function jsonExpression(value: unknown): string {
  const text = jsonText(value)
  return text.includes('"__proto__":') ? text.replace(prototypeKey, '$1["__proto__"]:') : text
}
