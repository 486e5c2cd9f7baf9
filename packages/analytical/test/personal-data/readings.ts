const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

const unescaped = (text: string) =>
  text.replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (_, code?: string, letter = '') =>
    code === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)),
  )

const percentDecoded = (text: string) =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded
    }
  })

// A vendor's name for an event has underscores where the page's has white space.
const compared = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s+_]+/g, ' ')

/** What a page says to who takes every trouble to read it: strings unescaped, addresses decoded up to three times. */
function readings(html: string): string[] {
  const all = [html, unescaped(html)]
  for (let round = 0; round < 3; round++) {
    const text = all.at(-1) as string
    const plainer = text.includes('%') ? percentDecoded(text) : text
    if (plainer === text) break
    all.push(plainer)
  }
  return all.map(compared)
}

/** Whether these words can be read in a page. */
export function canBeRead(words: string, html: string): boolean {
  const wanted = compared(words)
  return readings(html).some((text) => text.includes(wanted))
}
