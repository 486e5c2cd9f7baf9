import { assertEngine, type TagSource } from '../engine-tags.ts'
import { type Compile, compileWithTags } from '../page-with-tags.ts'
import { sparingTags } from '../rendered.ts'

/** What is used of Pug, the module. */
export interface PugEngine {
  compile: Compile
  runtime?: { escape(value: unknown): unknown }
}

/**
 * Adds the general tags and those of the enabled providers to Pug: `!= clicky()` or `= clicky()`, also in includes, blocks
 * and mixins; with the option `self`, `!= self.clicky()`. A variable of that name is the page's; an argument is an error.
 *
 * @throws TypeError for what is not Pug 3 or later.
 */
export function addTags(pug: PugEngine, analytical: TagSource): void {
  assertEngine(pug, analytical, {
    what: "the module of Pug 3 or later, like import pug from 'pug'",
    methods: ['compile', 'compileClientWithDependenciesTracked'],
  })
  const { runtime } = pug
  if (runtime !== undefined) runtime.escape = sparingTags(runtime.escape)
  const compile = compileWithTags(pug.compile, analytical)
  // A template that brings an escaping of its own along would escape the tags.
  pug.compile = (source, options) => compile(source, { ...options, inlineRuntimeFunctions: false })
}
