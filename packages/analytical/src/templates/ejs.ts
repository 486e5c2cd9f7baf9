import { assertEngine, type TagSource } from '../engine-tags.ts'
import { type Compile, compileWithTags } from '../page-with-tags.ts'
import { sparingTags } from '../rendered.ts'

/** What is used of EJS, the module's default export. */
export interface EjsEngine {
  compile: Compile
  escapeXML(text: unknown): string
  VERSION?: string
}

/**
 * Adds the general tags and those of the enabled providers to EJS: `<%- clicky() %>`, also in includes; in strict mode
 * `<%- locals.clicky() %>`. A variable of that name is the page's; an argument is an error.
 *
 * @throws TypeError for what is not EJS 3.1 or later.
 */
export function addTags(ejs: EjsEngine, analytical: TagSource): void {
  assertEngine(ejs, analytical, {
    what: "the default export of EJS 3.1 or later, like import ejs from 'ejs'",
    methods: ['compile', 'escapeXML'],
    version: { is: ejs?.VERSION, from: '3.1' },
  })
  const { compile, escapeXML } = ejs
  const compileTemplate = compileWithTags(compile, analytical)
  ejs.compile = (source, options = {}) => {
    // A template for the browser has neither the page nor the kit.
    if (options.client) return compile(source, options)
    const escaping = options.escape ?? options.escapeFunction ?? escapeXML
    return compileTemplate(source, { ...options, escape: sparingTags(escaping) })
  }
}
