import type { Context, Liquid, TagToken } from 'liquidjs'
import { assertEngine, assertNoArguments, asTag, knownTags, type TagSource } from '../engine-tags.ts'

/**
 * Adds every tag to a LiquidJS engine: `{% clicky %}`, also in includes, layouts and blocks. The tag of a provider that is off
 * renders nothing; an argument is a template error, but for a service that has ended.
 *
 * @throws TypeError for what is no engine of LiquidJS 10 or later.
 */
export function addTags(liquid: Liquid, analytical: TagSource): void {
  assertEngine(liquid, analytical, {
    what: "an engine of LiquidJS 10 or later, like new Liquid({ root: 'views' })",
    methods: ['registerTag', 'tags.assign'],
  })
  for (const { name, ended } of knownTags(analytical, (name) => liquid.tags[name])) {
    liquid.registerTag(name, {
      parse: ({ args }: TagToken) => assertNoArguments(name, args === '' || ended ? [] : [args]),
      render: (context: Context) => analytical.render(name, pageOf(context)),
    })
    asTag(liquid.tags[name] as object)
  }
}

// What the page was given or assigns itself: the variable of a loop may have the name of the page's own user.
const pageOf = (context: Context): object => ({ ...context.globals, ...context.environments, ...context.bottom() })
