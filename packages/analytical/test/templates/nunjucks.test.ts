import nunjucks from 'nunjucks'
import { describe, expect, test } from 'vitest'
import { addTags } from '../../src/templates/nunjucks.ts'
import { scriptsOf } from '../page.ts'
import { evil, kit, seenIn } from './kit.ts'

describe('nunjucks', () => {
  interface Options {
    autoescape?: boolean
    tags?: { blockStart: string; blockEnd: string }
    templates?: Record<string, string>
  }
  const engine = ({ templates = {}, ...options }: Options = {}) => {
    const loader = {
      getSource: (name: string) => {
        const src = templates[name]
        return src === undefined ? null : { src, path: name, noCache: true }
      },
    }
    const environment = new nunjucks.Environment(loader as unknown as nunjucks.ILoader, options)
    const { analytical, errors } = kit()
    addTags(environment, analytical)
    const render = (template: string, context: object = {}) => environment.renderString(template, context)
    return { environment, analytical, errors, render }
  }
  const errorOf = (template: string) => {
    try {
      return engine().render(template)
    } catch (error) {
      return (error as Error).message
    }
  }

  test.each<[string, Options, string]>([
    ['{% %}', {}, '{% probe %}'],
    ['<% %>', { tags: { blockStart: '<%', blockEnd: '%>' } }, '<% probe %>'],
    ['autoescape off', { autoescape: false }, '{% probe %}'],
    ['autoescape on', { autoescape: true }, '{% probe %}'],
    ['the general tag', {}, '{% analytical_body_bottom %}'],
    ['no spaces', {}, '{%probe%}'],
  ])('a tag with %s renders what the kit renders', (_, options, template) => {
    const { analytical, render } = engine(options)
    const context = { probe_colour: evil, user: { username: 'alice' } }
    const html = render(`<p>${template}</p>`, context)
    expect(html).toBe(`<p>${analytical.render('probe', context)}</p>`)
    expect(seenIn(html)).toMatchObject({ variables: { colour: evil }, identity: 'alice' })
  })

  test('whitespace control works', () => {
    const { analytical, render } = engine()
    const html = analytical.render('probe', {})
    expect(render('<p>\n  {%- probe -%}\n  </p>')).toBe(`<p>${html}</p>`)
    expect(render('<p> {%- probe %} </p>')).toBe(`<p>${html} </p>`)
    expect(render('<p> {% probe -%} </p>')).toBe(`<p> ${html}</p>`)
  })

  test('two tags side by side, in conditions, loops and includes', () => {
    const { render } = engine({ templates: { part: '{% probe %}' } })
    expect(scriptsOf(render('{% probe %}{% probe %}'))).toHaveLength(2)
    expect(scriptsOf(render('{% if no %}{% probe %}{% endif %}'))).toHaveLength(0)
    expect(scriptsOf(render('{% for i in [1, 2] %}{% probe %}{% endfor %}'))).toHaveLength(2)
    expect(seenIn(render('{% include "part" %}', { probe_colour: 'red' }))?.variables).toEqual({ colour: 'red' })
  })

  test('variables that a child template sets at its top reach a tag of its layout', () => {
    const templates = {
      layout: '<body>{% block main %}{% endblock %}{% probe %}</body>',
      child: '{% extends "layout" %}{% set probe_colour = "red" %}{% block main %}x{% endblock %}',
    }
    const { environment } = engine({ templates })
    expect(seenIn(environment.render('child', { user: { username: 'alice' } }))).toMatchObject({
      variables: { colour: 'red' },
      identity: 'alice',
    })
  })

  test('a variable marked as safe is text like any other', () => {
    const { render } = engine()
    expect(seenIn(render('{% set probe_colour = "<b>" | safe %}{% probe %}'))?.variables).toEqual({ colour: '<b>' })
  })

  test('the page view reaches the tag', () => {
    const { analytical, render } = engine()
    const view = analytical.pageView({ user: { username: 'alice' }, nonce: 'abc' })
    const html = render('{% probe %}', { analytical: view })
    expect(scriptsOf(html)[0]?.attributes).toEqual({ nonce: 'abc' })
    expect(seenIn(html)?.identity).toBe('alice')
  })

  test('the tag of a provider that is off renders nothing', () => {
    expect(engine().render('<p>{% hidden %}</p>')).toBe('<p></p>')
  })

  test('a variable may have the name of a tag', () => {
    expect(engine().render('{{ hidden }} {{ probe }}', { hidden: 'a', probe: 'b' })).toBe('a b')
  })

  test.each(['{% probe "x" %}', '{% probe 5 %}', '{% probe title="x" %}', '{% probe user %}'])(
    'an argument, %s, is a template error that says so and where',
    (template) => {
      const message = errorOf(`<p>\n${template}</p>`)
      expect(message).toContain('probe takes no arguments')
      expect(message).toContain('Line 2')
    },
  )

  test('an unknown tag is nunjucks’ own error', () => {
    expect(errorOf('{% prope %}')).toContain('unknown block tag: prope')
  })

  test('a tag that fails renders nothing, and the page stays whole', () => {
    const { render, errors } = engine()
    expect(render('<p>{% probe %}</p>', { probe_colour: 1n })).toBe('<p></p>')
    expect(errors).toHaveLength(1)
  })
})
