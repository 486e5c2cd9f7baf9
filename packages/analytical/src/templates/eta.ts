import type { Eta } from 'eta'
import { assertEngine, type TagSource } from '../engine-tags.ts'
import { type Compile, compileWithTags } from '../page-with-tags.ts'
import { sparingTags } from '../rendered.ts'

/**
 * Adds the general tags and those of the enabled providers to an Eta engine: `<%~ it.clicky() %>` or `<%= it.clicky() %>`,
 * also in partials and layouts. A variable of that name is the page's; an argument is an error.
 *
 * @throws TypeError for what is no engine of Eta 3 or later.
 */
export function addTags(eta: Eta, analytical: TagSource): void {
  assertEngine(eta, analytical, {
    what: "an engine of Eta 3 or later, like new Eta({ views: 'views' })",
    methods: ['compile', 'renderString'],
  })
  const { escapeFunction, filterFunction } = eta.config
  eta.configure({
    escapeFunction: sparingTags(escapeFunction),
    filterFunction: sparingTags(filterFunction),
  })
  eta.compile = compileWithTags(eta.compile as Compile, analytical) as Eta['compile']
}
