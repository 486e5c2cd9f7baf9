import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { TagSource } from '../../src/engine-tags.ts'
import { addTags, type EleventyConfig } from '../../src/templates/eleventy.ts'
import { scriptsOf } from '../page.ts'
import { probe, site } from '../probe.ts'
import { evil } from './kit.ts'

/** What is used of Eleventy, which has no types. */
interface Config extends EleventyConfig {
  addPlugin(plugin: unknown, options?: unknown): void
  addTemplate(path: string, text: string, data?: object): void
  addGlobalData(name: string, value: unknown): void
}
interface Page {
  url: string
  content: string
}
type EleventyClass = new (
  input: string,
  output: string,
  options: { quietMode: boolean; config(config: Config): void },
) => { toJSON(): Promise<Page[]>; disableLogger(): void }

const here = fileURLToPath(new URL('.', import.meta.url))
// @ts-expect-error Eleventy has no types.
const { Eleventy }: { Eleventy: EleventyClass } = await import('@11ty/eleventy')

const kit = () =>
  site({
    providers: [probe('probe'), probe('hidden')],
    settings: { HIDDEN_ID: undefined, ANALYTICAL_SCRIPTS: 'island' },
  })

interface Made {
  files?: Readonly<Record<string, string>>
  analytical?: TagSource
  configure?(config: Config): void
  /** How often the site is built, as when Eleventy watches its files. */
  times?: number
}

/** The pages of a site of these files, by their address. */
async function built({
  files = {},
  analytical = kit().analytical,
  configure,
  times = 1,
}: Made): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(here, '.tmp-'))
  try {
    mkdirSync(join(folder, '_includes'))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    const eleventy = new Eleventy(folder, join(folder, '_site'), {
      quietMode: true,
      config(config) {
        configure?.(config)
        config.addPlugin(addTags, analytical)
      },
    })
    eleventy.disableLogger()
    for (let time = 1; time < times; time++) await eleventy.toJSON()
    const pages = await eleventy.toJSON()
    return Object.fromEntries(pages.map(({ url, content }) => [url, content]))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The data of the tags of a page, in order. */
const dataIn = (html = '') =>
  scriptsOf(html)
    .filter(({ attributes }) => attributes.type === 'application/json')
    .map(({ text }) => JSON.parse(text))

const frontMatter = (data: object) => `---json\n${JSON.stringify(data)}\n---\n`
const data = { probe_section: evil, analytical_goal: 5 }
const javaScript = (expression: string, data = {}) =>
  `export const data = ${JSON.stringify(data)}\nexport function render(data) { return ${expression} }`

const languages: Record<string, string> = {
  'page.njk': `${frontMatter(data)}<p>{% probe %}</p>`,
  'page.liquid': `${frontMatter(data)}<p>{% probe %}</p>`,
  'page.html': `${frontMatter(data)}<p>{% probe %}</p>`,
  'page.11ty.js': javaScript("'<p>' + this.probe(data) + '</p>'", data),
}

test.each(Object.entries(languages))('%s gets the tag of a static page', async (name, text) => {
  const { analytical, errors } = kit()
  const { '/page/': html = '' } = await built({ files: { [name]: text }, analytical })
  const view = analytical.pageView({ static: true })
  expect(html).toBe(`<p>${analytical.render('probe', { ...data, analytical: view })}</p>`)
  expect(dataIn(html)).toMatchObject([{ variables: { section: evil }, goal: { id: 5 } }])
  expect(dataIn(html)[0]).not.toHaveProperty('identity')
  expect(errors).toEqual([])
})

describe('a tag', () => {
  const layout = {
    'layout.njk': '<html>{% probe %}{{ content | safe }}</html>',
    'layout.liquid': '<html>{% probe %}{{ content }}</html>',
    'layout.11ty.js': javaScript('this.probe(data) + data.content'),
  }

  test.each(Object.entries(layout))('of %s sees the data of the page', async (name, text) => {
    const page = `${frontMatter({ probe_section: 'verses', layout: name })}x`
    const pages = await built({ files: { 'page.njk': page, [`_includes/${name}`]: text } })
    expect(dataIn(pages['/page/'])).toMatchObject([{ variables: { section: 'verses' } }])
  })

  test('of pages made from one template sees its own page', async () => {
    const sections = ['a', 'b', 'c']
    const paged = { sections, pagination: { data: 'sections', size: 1, alias: 'probe_section' } }
    const { analytical, errors } = kit()
    const pages = await built({ files: { 'page.11ty.js': javaScript('this.probe(data)', paged) }, analytical })
    expect(Object.values(pages).map((html) => dataIn(html)[0].variables.section)).toEqual(sections)
    expect(errors).toEqual([])
  })

  test('of a provider that is off renders nothing', async () => {
    const files = {
      'one.njk': '<p>{% hidden %}</p>',
      'two.liquid': '<p>{% hidden %}</p>',
      'three.11ty.js': javaScript("'<p>' + this.hidden(data) + '</p>'"),
    }
    expect(await built({ files })).toEqual({ '/one/': '<p></p>', '/two/': '<p></p>', '/three/': '<p></p>' })
  })

  test('that is rendered twice in one page is reported, and once in each of two pages is not', async () => {
    const twice = kit()
    await built({ files: { 'page.njk': '{% probe %}{% analytical_body_bottom %}' }, analytical: twice.analytical })
    expect(twice.errors).toMatchObject([{ message: 'probe is rendered twice in one page view, and counts twice' }])
    const once = kit()
    await built({ files: { 'one.njk': '{% probe %}', 'two.njk': '{% probe %}' }, analytical: once.analytical })
    expect(once.errors).toEqual([])
  })

  test('in a site that is built again is rendered once for each time', async () => {
    const { analytical, errors } = kit()
    await built({ files: { 'page.njk': '{% probe %}' }, analytical, times: 3 })
    expect(errors).toEqual([])
  })

  test('tells of nobody, whatever a site calls its data', async () => {
    const user = { username: 'alice' }
    const { analytical } = kit()
    const pages = await built({
      files: { 'page.njk': `${frontMatter({ user, request: { user, ip: '10.0.0.1' }, analytical: 5 })}{% probe %}` },
      analytical,
    })
    expect(pages['/page/']).not.toContain('alice')
    expect(dataIn(pages['/page/'])).toHaveLength(1)
  })
})

describe('Eleventy says', () => {
  /** What a build fails with: Eleventy's own message, and those below it. */
  const said = async (made: Made) => {
    const messages: string[] = []
    let error: unknown = await built(made).catch((thrown: unknown) => thrown)
    for (; error instanceof Error; error = (error as { originalError?: unknown }).originalError ?? error.cause)
      messages.push(error.message)
    return messages.join('\n')
  }

  test.each([
    ['an argument in nunjucks', { 'page.njk': '{% probe "x" %}' }, 'probe takes no arguments'],
    ['an argument in Liquid', { 'page.liquid': '{% probe "x" %}' }, 'probe takes no arguments'],
    ['an argument in JavaScript', { 'page.11ty.js': javaScript('this.probe(data, 5)') }, 'probe takes no arguments'],
    [
      'a page of JavaScript without its data',
      { 'page.11ty.js': javaScript('this.probe()') },
      'probe takes the data of the page: write this.probe(data)',
    ],
    [
      'a page that names somebody',
      { 'page.njk': `${frontMatter({ analytical_identity: 'alice' })}{% probe %}` },
      'a static page is everybody’s, and would hold analytical_identity: leave it out',
    ],
    ['an unknown tag in nunjucks', { 'page.njk': '{% prope %}' }, 'unknown block tag: prope'],
    ['an unknown tag in Liquid', { 'page.liquid': '{% prope %}' }, 'tag "prope" not found'],
    ['an unknown tag in JavaScript', { 'page.11ty.js': javaScript('this.prope(data)') }, 'prope is not a function'],
  ])('%s', async (_, files, message) => {
    expect(await said({ files: files as Record<string, string> })).toContain(message)
  })

  test('that a shortcode of the site’s own has the name of a tag', async () => {
    expect(await said({ configure: (config) => config.addShortcode('probe', () => 'own') })).toContain(
      'probe is the name of a tag, and the engine has another of the site’s own: rename that, like my_probe',
    )
    const pages = await built({
      files: { 'page.njk': '{% hidden %}' },
      configure: (config) => config.addShortcode('hidden', () => 'own'),
    })
    expect(pages).toEqual({ '/page/': 'own' })
  })

  test('that the plugin needs the kit', async () => {
    expect(await said({ configure: (config) => config.addPlugin(addTags) })).toContain(
      'addTags takes the kit beside the engine, like createAnalytical({ settings })',
    )
  })

  test('nothing of a plugin that is added twice', async () => {
    const { analytical, errors } = kit()
    const configure = (config: Config) => config.addPlugin(addTags, analytical)
    const pages = await built({ files: { 'page.njk': '{% probe %}' }, analytical, configure })
    expect(dataIn(pages['/page/'])).toHaveLength(1)
    expect(errors).toEqual([])
  })
})
