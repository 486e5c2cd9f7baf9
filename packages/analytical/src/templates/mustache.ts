import { assertEngine, type TagSource } from '../engine-tags.ts'
import { pageTags } from '../page-with-tags.ts'
import { sparingTags } from '../rendered.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a page is given is of any kind.
type Value = any

/** What is used of Mustache, the module's default export. */
export interface MustacheEngine {
  render(template: string, view: Value, ...more: Value[]): string
  Context: new (view: Value, parent?: Value) => object
  escape(value: Value): string
  version?: string
}

/**
 * Adds the general tags and those of the enabled providers to Mustache: `{{{clicky}}}` or `{{clicky}}`, also in sections and
 * partials. A variable of that name is the page's.
 *
 * @throws TypeError for what is not mustache.js 4 or later.
 */
export function addTags(mustache: MustacheEngine, analytical: TagSource): void {
  assertEngine(mustache, analytical, {
    what: "the default export of mustache.js 4 or later, like import Mustache from 'mustache'",
    methods: ['render', 'Context', 'escape'],
    version: { is: mustache?.version, from: '4' },
  })
  const { render, Context } = mustache
  const tagsOf = pageTags(analytical)
  mustache.escape = sparingTags(mustache.escape)
  mustache.render = (template, view = {}, ...more) => {
    const page = view instanceof Context ? view : new Context(view, new Context(tagsOf(view)))
    return render(template, page, ...more)
  }
}
