import type { Environment, Extension } from 'nunjucks'
import { assertEngine, asTag, knownTags, type TagSource } from '../engine-tags.ts'

/**
 * Adds every tag to a nunjucks environment, in the delimiters it was made with: `{% clicky %}`, or `<% clicky %>`. The tag
 * of a provider that is off renders nothing; an argument is a template error, but for a service that has ended.
 *
 * @throws TypeError for what is no environment of nunjucks 3.2.4 or later, and Error where the site has a tag of that name.
 */
export function addTags(environment: Environment, analytical: TagSource): void {
  assertEngine(environment, analytical, {
    what: "an environment of nunjucks 3.2.4 or later, like nunjucks.configure('views')",
    methods: ['addExtension', 'renderString'],
  })
  const { extensionsList = [] } = environment as { extensionsList?: Extension[] }
  const tags = knownTags(analytical, (name) => extensionsList.find(({ tags }) => tags.includes(name)))
  const ended = new Set(tags.filter(({ ended }) => ended).map(({ name }) => name))
  const extension: Extension & { autoescape: boolean } = {
    tags: tags.map(({ name }) => name),
    autoescape: false,
    parse(parser, nodes, lexer) {
      const tag = parser.nextToken()
      while (parser.peekToken().type !== lexer.TOKEN_BLOCK_END) {
        if (ended.has(tag.value) && parser.nextToken() !== null) continue
        parser.fail(`${tag.value} takes no arguments`, tag.lineno, tag.colno)
      }
      parser.advanceAfterBlockEnd(tag.value)
      const name = new nodes.Literal(tag.lineno, tag.colno, tag.value)
      return new nodes.CallExtension(extension, 'run', new nodes.NodeList(tag.lineno, tag.colno, [name]), [])
    },
    run: ({ ctx }: { ctx: object }, tag: string) => analytical.render(tag, ctx),
  } as Extension & { autoescape: boolean; run: unknown }
  environment.addExtension('analytical', asTag(extension))
}
