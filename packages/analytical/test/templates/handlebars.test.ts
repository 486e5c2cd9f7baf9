import Handlebars from 'handlebars'
import { describe, expect, test } from 'vitest'
import { addTags } from '../../src/templates/handlebars.ts'
import { evil, kit, seenIn } from './kit.ts'

describe('Handlebars', () => {
  const engine = (options: CompileOptions & { partials?: Record<string, string> } = {}) => {
    const { partials = {}, ...compile } = options
    const handlebars = Handlebars.create()
    for (const [name, template] of Object.entries(partials)) handlebars.registerPartial(name, template)
    const { analytical, errors } = kit()
    addTags(handlebars, analytical)
    const render = (template: string, context: object = {}) => handlebars.compile(template, compile)(context)
    return { analytical, errors, render }
  }

  test.each<[string, CompileOptions, string]>([
    ['{{{ }}}', {}, '{{{probe}}}'],
    ['{{ }}', {}, '{{probe}}'],
    ['{{& }}', {}, '{{&probe}}'],
    ['noEscape', { noEscape: true }, '{{probe}}'],
    ['strict', { strict: true }, '{{probe}}'],
    ['data: false', { data: false }, '{{probe}}'],
    ['the general tag', {}, '{{{analytical_body_bottom}}}'],
    ['whitespace control', {}, '{{~probe~}}'],
  ])('a tag with %s renders what the kit renders', (_, options, template) => {
    const { analytical, render } = engine(options)
    const context = { probe_colour: evil, user: { username: 'alice' } }
    const html = render(`<p>${template}</p>`, context)
    expect(html).toBe(`<p>${analytical.render('probe', context)}</p>`)
    expect(seenIn(html)).toMatchObject({ variables: { colour: evil }, identity: 'alice' })
  })

  test.each<[string, string]>([
    ['in a loop', '{{#each list}}{{probe}}{{/each}}'],
    ['in a condition', '{{#if user}}{{probe}}{{/if}}'],
    ['in another context', '{{#with user}}{{probe}}{{/with}}'],
    ['in a partial', '{{> part}}'],
    ['in a partial with values', '{{> part title="x"}}'],
    ['in a partial with a context', '{{> part user}}'],
    ['in a partial with both', '{{> part user title="x"}}'],
    ['in a partial in a loop', '{{#each list}}{{> part this}}{{/each}}'],
    ['in a partial block', '{{#> wrap user}}{{probe}}{{/wrap}}'],
  ])('a tag %s sees the page', (_, template) => {
    const { analytical, render, errors } = engine({
      partials: { part: '{{{probe}}}', wrap: '<p>{{> @partial-block}}</p>' },
    })
    const view = analytical.pageView({ user: { username: 'alice' } })
    const html = render(template, {
      analytical: view,
      probe_colour: 'red',
      list: [{ a: 1 }],
      user: { username: 'bob' },
    })
    expect(seenIn(html)).toMatchObject({ variables: { colour: 'red' }, identity: 'alice' })
    expect(errors).toEqual([])
  })

  test('the name of a provider that is off stays free for a variable', () => {
    expect(engine().render('{{hidden}}', { hidden: 'text' })).toBe('text')
    expect(engine().render('<p>{{hidden}}</p>')).toBe('<p></p>')
  })

  test.each(['{{probe "x"}}', '{{probe user}}', '{{{probe 5}}}', '{{probe title="x"}}', '{{> part}}'])(
    'an argument, %s, is an error that says so',
    (template) => {
      const { render } = engine({ partials: { part: '{{probe 1}}' } })
      expect(() => render(template)).toThrow('probe takes no arguments')
    },
  )

  test('an unknown helper with an argument is Handlebars’ own error', () => {
    expect(() => engine().render('{{prope 1}}')).toThrow(/Missing helper: "prope"/)
  })

  test('a tag that fails renders nothing, and the page stays whole', () => {
    const { render, errors } = engine()
    expect(render('<p>{{probe}}</p>', { probe_colour: 1n })).toBe('<p></p>')
    expect(errors).toHaveLength(1)
  })
})
