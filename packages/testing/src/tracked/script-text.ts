/** A script of the kit's: a function in brackets and, inline, the data that it is called with. */
export interface ScriptText {
  /** The lines of the function. */
  lines: readonly string[]
  takesData: boolean
  /** What it is called with; undefined where that is nothing, or stands in the JSON element before it. */
  data: unknown
}

const opening = /^\(function \((data)?\) \{$/
const call = /^\}\)\((.*)\);$/

/** Reads a script's text; undefined where it has not the kit's form. */
export function scriptText(text: string): ScriptText | undefined {
  const lines = text.split('\n').map((line) => line.trim())
  const [first = '', ...rest] = lines.filter((line) => line !== '')
  const opened = opening.exec(first)
  const [, argument] = call.exec(rest.pop() ?? '') ?? []
  if (opened === null || argument === undefined) return undefined
  return { lines: rest, takesData: opened[1] !== undefined, data: dataIn(argument) }
}

/** Whether it is what every page with consent has, whatever its providers. */
export const isConsentClient = ({ lines }: ScriptText): boolean => lines.includes('let kit = window.analytical ||= {};')

/** The value of an expression as the kit writes it: JSON, in which the name `__proto__` stands in square brackets. */
function dataIn(expression: string): unknown {
  try {
    return JSON.parse(expression.replaceAll('["__proto__"]:', '"__proto__":'))
  } catch {
    return undefined
  }
}
