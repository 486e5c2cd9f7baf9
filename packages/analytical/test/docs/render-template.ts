import { rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { TagSource } from '../../src/engine-tags.ts'
import {
  type Make,
  makeEdge,
  makeEjs,
  makeEta,
  makeHandlebars,
  makeLiquid,
  makeMustache,
  makeNunjucks,
  makePug,
} from '../templates/engines.ts'
import type { Block, Page } from './pages.ts'

/** The engine that a page in docs/engines is about, by the page's name; Eleventy's templates are nunjucks' as a rule. */
const engines: Record<string, Make> = {
  nunjucks: makeNunjucks,
  handlebars: makeHandlebars,
  liquid: makeLiquid,
  ejs: makeEjs,
  eta: makeEta,
  pug: makePug,
  edge: makeEdge,
  mustache: makeMustache,
  eleventy: makeNunjucks,
}

export function isTemplate({ language, text }: Block): boolean {
  return language === 'pug' || (language === 'html' && /\{%|<%|\{\{|^\s*@\w+\(\)$/m.test(text))
}

/** A template as its page's engine renders it, by its delimiters where the page is about something else. */
export async function renderTemplate({ path }: Page, { text }: Block, analytical: TagSource): Promise<string> {
  const make = engines[/^docs\/engines\/(\w+)\.md$/.exec(path)?.[1] ?? ''] ?? engineOf(text)
  const tags = text.includes('<%') ? { blockStart: '<%', blockEnd: '%>' } : {}
  return make([analytical], make === makeNunjucks ? { autoescape: true, tags } : undefined)(text, { title: 'Rhymes' })
}

const engineOf = (text: string) => (text.includes('{{') && !text.includes('{%') ? makeHandlebars : makeNunjucks)

/** What a block of JSX exports, rendered. */
export async function renderJsx({ text, line }: Block): Promise<string> {
  const file = fileURLToPath(new URL(`./.tmp-${line}.jsx`, import.meta.url))
  writeFileSync(file, text)
  try {
    return String((await import(file)).default)
  } finally {
    rmSync(file)
  }
}
