/** A policy as what `helmet.contentSecurityPolicy` takes, in JavaScript. */
export function helmetDirectives(directives: Readonly<Record<string, readonly string[]>>, takesNonce: boolean): string {
  const scripts = directives['script-src-elem'] === undefined ? 'script-src' : 'script-src-elem'
  const lines = Object.entries(directives).map(([directive, sources]) => {
    const written = [...sources.map(quoted), ...(takesNonce && directive === scripts ? [nonce] : [])]
    return `    ${camel(directive)}: [${written.join(', ')}],`
  })
  return ['{', '  useDefaults: false,', '  directives: {', ...lines, '  },', '}'].join('\n')
}

const nonce = `(request, response) => \`'nonce-\${response.locals.cspNonce}'\``

const quoted = (text: string) => (text.includes("'") ? JSON.stringify(text) : `'${text}'`)

const camel = (name: string) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
