import type { Edge } from 'edge.js'
import { assertEngine, assertNoArguments, asTag, knownTags, type TagSource } from '../engine-tags.ts'

/**
 * Adds every tag to an Edge engine: `@clicky()` on a line of its own, also in includes, components and slots. The tag of a
 * provider that is off renders nothing; an argument is a template error, but for a service that has ended.
 *
 * @throws TypeError for what is no engine of Edge 6 or later.
 */
export function addTags(edge: Edge, analytical: TagSource): void {
  assertEngine(edge, analytical, {
    what: 'an engine of Edge 6 or later, like Edge.create()',
    methods: ['registerTag', 'global', 'createRenderer'],
  })
  for (const { name, ended } of knownTags(analytical, (name) => edge.tags[name])) {
    edge.registerTag(
      asTag({
        tagName: name,
        block: false,
        seekable: true,
        compile(_parser, buffer, { properties, filename, loc }) {
          const given = properties.jsArg.trim()
          assertNoArguments(name, given === '' || ended ? [] : [given])
          buffer.outputExpression(`state.$tag('${name}', template.$page ?? state)`, filename, loc.start.line, false)
        },
      }),
    )
  }
  edge.global('$tag', (name: string, page: object) => analytical.render(name, page))
  // A component does not see what its page was given: the first template that is run is the page.
  edge.processor.process('compiled', ({ compiled }) => `template.$page ??= state;${compiled}`)
}
