import type { Environment, Extension } from 'nunjucks'
import type { Analytical } from '../analytical.ts'

/**
 * Adds every tag to a nunjucks environment, in the delimiters it was made with: `{% clicky %}`, or `<% clicky %>`. The tag
 * of a provider that is off renders nothing; an argument is a template error, but for a service that has ended.
 */
export function addTags(environment: Environment, analytical: Pick<Analytical, 'tags' | 'render'>): void {
  const ended = new Set(analytical.tags.filter(({ ended }) => ended).map(({ name }) => name))
  const extension: Extension & { autoescape: boolean } = {
    tags: analytical.tags.map(({ name }) => name),
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
  environment.addExtension('analytical', extension)
}
