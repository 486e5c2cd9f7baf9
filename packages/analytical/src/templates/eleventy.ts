import type { Analytical } from '../analytical.ts'
import { assertEngine, assertNoArguments, asTag, knownTags } from '../engine-tags.ts'
import type { PageView } from '../page-view.ts'

/** What is used of Eleventy's configuration. */
export interface EleventyConfig {
  // biome-ignore lint/suspicious/noExplicitAny: Eleventy has no types for what it calls a shortcode with.
  addShortcode(name: string, shortcode: (this: any, ...given: any[]) => string): void
  getShortcode(name: string): object | undefined
}

/** The data of a page: as it is, or within a scope of Liquid's. */
type Data = { page?: object } | { getAll(): { page?: object } }

/**
 * Adds every tag to an Eleventy site: `{% clicky %}` in nunjucks and Liquid, `this.clicky(data)` in JavaScript. It is a plugin:
 * `eleventyConfig.addPlugin(addTags, analytical)`. Pages are static, so they name nobody; the tag of a provider that is off
 * renders nothing.
 *
 * @throws TypeError for what is not the configuration of Eleventy 3 or later.
 */
export function addTags(
  eleventyConfig: EleventyConfig,
  analytical: Pick<Analytical, 'tags' | 'render' | 'pageView'>,
): void {
  assertEngine(eleventyConfig, analytical, {
    what: 'the configuration of Eleventy 3 or later, like eleventyConfig.addPlugin(addTags, analytical)',
    methods: ['addShortcode', 'getShortcode'],
  })
  // Each time that Eleventy builds, a page is another object.
  const views = new WeakMap<object, PageView>()
  const viewOf = (page: object = {}) => {
    const view = views.get(page) ?? analytical.pageView({ static: true })
    views.set(page, view)
    return view
  }
  for (const { name, ended } of knownTags(analytical, (name) => eleventyConfig.getShortcode(name))) {
    eleventyConfig.addShortcode(name, function (this: { ctx?: Data }, ...given: unknown[]) {
      const data = dataOf(this.ctx ?? (given.shift() as Data | undefined))
      if (data === undefined) throw new TypeError(`${name} takes the data of the page: write this.${name}(data)`)
      if (!ended)
        assertNoArguments(
          name,
          given.filter((argument) => argument !== ''),
        )
      return analytical.render(name, { ...data, analytical: viewOf(data.page) })
    })
    asTag(eleventyConfig.getShortcode(name) as object)
  }
}

function dataOf(given: Data | undefined): { page?: object } | undefined {
  if (typeof given !== 'object' || given === null) return undefined
  return 'getAll' in given ? given.getAll() : given
}
