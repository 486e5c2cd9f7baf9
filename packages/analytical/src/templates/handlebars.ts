import type { HelperOptions } from 'handlebars'
import { assertEngine, assertNoArguments, asTag, enabledTags, type TagSource } from '../engine-tags.ts'

/** What is used of Handlebars: the module itself, or what `Handlebars.create()` returned. */
export interface HandlebarsEngine {
  // biome-ignore lint/suspicious/noExplicitAny: Handlebars types its helpers so.
  registerHelper(name: string, helper: (this: any, ...given: any[]) => unknown): void
  SafeString: new (text: string) => object
  helpers: Record<string, unknown>
  VERSION?: string
}

/**
 * Adds the four general tags and those of the enabled providers to a Handlebars instance, or to express-handlebars or hbs,
 * which have one: `{{{clicky}}}` or `{{clicky}}`, also in blocks and partials. Other providers' names stay free for the
 * site's variables; an argument is an error.
 *
 * @throws TypeError for what is not Handlebars 4.7.7 or later, and Error where the site has a helper of a tag's name.
 */
export function addTags(engine: HandlebarsEngine | { handlebars: object }, analytical: TagSource): void {
  const within = (engine as { handlebars?: object } | undefined)?.handlebars
  const handlebars = (within ?? engine) as HandlebarsEngine
  assertEngine(handlebars, analytical, {
    what: "Handlebars 4.7.7 or later, like import Handlebars from 'handlebars', or what has it, like hbs",
    methods: ['registerHelper', 'SafeString'],
    version: { is: handlebars?.VERSION, from: '4.7.7' },
  })
  for (const { name } of enabledTags(analytical, (name) => handlebars.helpers[name])) {
    const helper = function (this: object, ...given: (unknown | HelperOptions)[]) {
      const { hash = {}, data, fn } = given.pop() as HelperOptions
      assertNoArguments(name, [...given, ...Object.keys(hash)])
      if (fn !== undefined) throw new Error(`${name} takes no block: write {{${name}}}`)
      return new handlebars.SafeString(analytical.render(name, data?.root ?? this))
    }
    handlebars.registerHelper(name, asTag(helper))
  }
}
