import { Js, seal } from './js.ts'
import { jsonExpression } from './json-text.ts'
import { isMade } from './sealed.ts'

/**
 * A value as a JavaScript expression: the bridge from data to code.
 *
 * @example json({ name: '</script>' }) // {"name":"\u003c/script\u003e"}
 * @throws TypeError for a cycle, a BigInt, `undefined`, a function or a symbol.
 */
export function json(value: unknown): Js {
  return isMade(Js, value) ? value : seal(jsonExpression(value))
}
