import type { Mode } from './site.ts'

/** The data that the scripts of a page are called with, as JSON: read from its JSON elements, or evaluated. */
export function dataIn(html: string, mode: Mode): string {
  const read = mode === 'island' ? JSON.parse : evaluated
  return JSON.stringify([...html.matchAll(where[mode])].map(([, text]) => read(text as string)))
}

const where = {
  inline: /\n\}\)\((.+)\);\n<\/script>/g,
  island: /<script type="application\/json">(.*)<\/script>/g,
}

const evaluated = (expression: string): unknown => new Function(`return (${expression})`)()
