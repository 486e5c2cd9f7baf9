const strings = { "'": 'quoted string', '"': 'quoted string' } as const
const word = /[\w$\u0080-\uffff]/
const startsOperand = /[([{,;:=!&|?+\-*%~^<>]/
const keywordBeforeOperand = /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do)$/

type Place = 'code' | 'comment' | 'regular expression' | (typeof strings)[keyof typeof strings]

/**
 * Reads the constant parts of a `` js`…` `` template and throws unless every value between them stands where a JavaScript
 * expression can. Template literals are refused: in a tag their backquotes would need escaping.
 */
export function holesInScript(parts: readonly string[]): void {
  let place: Place = 'code'
  let until = ''
  let code = ''

  parts.forEach((part, index) => {
    if (index > 0) {
      if (place !== 'code') throw misuse(parts, index, `stands in a ${place}`)
      const before = code.at(-1) ?? ''
      if (word.test(before)) throw misuse(parts, index, 'stands against a name')
      if (index > 1 && parts[index - 1] === '') throw misuse(parts, index, 'stands against another value')
      if (/(?<!\.\.)\.$/.test(code)) throw misuse(parts, index, 'stands after a dot')
      if (word.test(part[0] ?? '') || part[0] === '"' || part[0] === "'") {
        throw misuse(parts, index, 'stands against what follows it')
      }
      if (/[{,]\s*$/.test(code) && /^\s*:/.test(part)) throw misuse(parts, index, 'is a key')
      code += ')'
    }
    for (let at = 0; at < part.length; at++) {
      const character = part[at] as string
      const two = part.slice(at, at + 2)
      if (place === 'code') {
        if (character === '`') throw new TypeError('js`…` takes no template literals: join strings with +')
        if (character === '"' || character === "'") [place, until] = [strings[character], character]
        else if (two === '//') [place, until] = ['comment', '\n']
        else if (two === '/*') [place, until, at] = ['comment', '*/', at + 1]
        else if (character === '/' && beginsRegularExpression(code, part[at + 1] ?? '')) {
          ;[place, until] = ['regular expression', '/']
        } else code += character
      } else if (character === '\\' && place !== 'comment') {
        at++
      } else if (place === 'regular expression' && character === '[') {
        until = ']'
      } else if (part.startsWith(until, at)) {
        at += until.length - 1
        if (until === ']') until = '/'
        else {
          if (place !== 'comment') code += ')'
          place = 'code'
        }
      }
    }
  })
  if (place !== 'code' && until !== '\n') throw new TypeError(`js\`…\` ends within a ${place}`)
}

function beginsRegularExpression(code: string, next: string): boolean {
  const before = code.trimEnd()
  if (/(?:\+\+|--)$/.test(before)) return false
  // After a closing bracket only the parser of the whole language could tell; a division has a space after its slash.
  if (/[)}]$/.test(before) && next !== ' ') {
    throw new TypeError(
      'js`…`: a slash after a bracket divides only with a space after it; hold a regular expression in a variable',
    )
  }
  return before === '' || startsOperand.test(before.at(-1) as string) || keywordBeforeOperand.test(before)
}

function misuse(parts: readonly string[], index: number, how: string): TypeError {
  const line = (parts[index - 1] as string).split('\n').at(-1)?.trim().slice(-40)
  return new TypeError(`js\`…\`: the value after "${line}" ${how}. A value is an expression of its own: f(\${value})`)
}
