import type { HelperOptions } from 'handlebars'
import type { Analytical } from '../analytical.ts'

/** What is used of Handlebars: the module itself, or what `Handlebars.create()` returned. */
export interface HandlebarsEngine {
  // biome-ignore lint/suspicious/noExplicitAny: Handlebars types its helpers so.
  registerHelper(name: string, helper: (this: any, ...given: any[]) => unknown): void
  SafeString: new (text: string) => object
}

/**
 * Adds the four general tags and those of the enabled providers to a Handlebars instance: `{{{clicky}}}` or `{{clicky}}`,
 * also in blocks and partials. Other providers' names stay free for the site's variables; an argument is an error.
 */
export function addTags(handlebars: HandlebarsEngine, analytical: Pick<Analytical, 'tags' | 'render'>): void {
  for (const { name, enabled } of analytical.tags) {
    if (!enabled) continue
    handlebars.registerHelper(name, function (this: object, ...given: (unknown | HelperOptions)[]) {
      const { hash = {}, data, fn } = given.at(-1) as HelperOptions
      if (given.length > 1 || Object.keys(hash).length > 0) throw new Error(`${name} takes no arguments`)
      if (fn !== undefined) throw new Error(`${name} takes no block: write {{${name}}}`)
      return new handlebars.SafeString(analytical.render(name, data?.root ?? this))
    })
  }
}
