import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'vitest/node'
import { createAnalytical } from '../../src/analytical.ts'
import { harmlessInFull } from './given.ts'
import { living } from './living.ts'
import { siteWith } from './site.ts'

/** A regular expression and where it stands. */
export interface RegularExpression {
  source: string
  flags: string
  in: string
}

/** Every regular expression of the packages' sources and of the code in pages, once. */
export function regularExpressions(): readonly RegularExpression[] {
  const all = [...inSources(), ...inPages()]
  return [...new Map(all.map((one) => [`${one.source}/${one.flags}`, one])).values()]
}

/** The sources in which one is made of a text, which nobody can read from them. */
export const makersOfMore = (): readonly string[] =>
  sources()
    .filter(({ code }) => [...nodesOf(parseAst(code, { lang: 'ts' }))].some(isMade))
    .map(({ file }) => file)

const inSources = () => sources().flatMap(({ file, code }) => literalsIn(code, file))

const packages = fileURLToPath(new URL('../../..', import.meta.url))

const sources = () =>
  readdirSync(packages, { encoding: 'utf8' })
    .flatMap((name) => filesIn(`${name}/src`))
    .map((file) => ({ file, code: readFileSync(`${packages}/${file}`, 'utf8') }))

const filesIn = (folder: string) =>
  readdirSync(`${packages}/${folder}`, { encoding: 'utf8', recursive: true })
    .filter((file) => /\.[jt]s$/.test(file))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)

// Of the code in pages the sources have only the text.
const inPages = () => [
  ...living.flatMap((provider) => {
    const given = harmlessInFull(provider)
    return scriptsIn(siteWith(provider, given.settings, 'island').page(given, 'held'), provider.title)
  }),
  ...['cookieconsent', 'klaro', 'tarteaucitron', 'cookiebot', 'onetrust'].flatMap((manager) => {
    const consent = { ANALYTICAL_CONSENT: 'required', ANALYTICAL_CONSENT_MANAGER: manager }
    const analytical = createAnalytical({ settings: { CLICKY_SITE_ID: '12345678', ...consent } })
    return scriptsIn(analytical.render('clicky', { analytical: analytical.pageView({}) }), manager)
  }),
]

const scriptsIn = (html: string, of: string) =>
  [...html.matchAll(/<script([^>]*)>([^<]*(?:<(?!\/script)[^<]*)*)<\/script>/g)]
    .filter(([, attributes]) => !attributes?.includes('application/json'))
    .flatMap(([, , code = '']) => literalsIn(code, `the page of ${of}`))

const literalsIn = (code: string, where: string): readonly RegularExpression[] =>
  [...nodesOf(parseAst(code, { lang: 'ts' }))].flatMap(({ regex }) =>
    regex === undefined ? [] : [{ source: regex.pattern, flags: regex.flags, in: where }],
  )

interface Node {
  type?: string
  regex?: { pattern: string; flags: string }
  callee?: { name?: string }
}

const isMade = ({ type, callee }: Node) =>
  (type === 'NewExpression' || type === 'CallExpression') && callee?.name === 'RegExp'

function* nodesOf(tree: unknown): Generator<Node> {
  if (typeof tree !== 'object' || tree === null) return
  if ('type' in tree) yield tree as Node
  for (const part of Object.values(tree)) yield* nodesOf(part)
}
