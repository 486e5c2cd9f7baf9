import { describe, expect, test } from 'vitest'
import {
  type Make,
  makeEdge,
  makeEjs,
  makeEta,
  makeHandlebars,
  makeLiquid,
  makeMustache,
  makeNunjucks,
  makePug,
  type Options,
} from './engines.ts'
import { evil, kit, seenIn } from './kit.ts'

/** One way of writing a page: how it says a tag, a line of HTML with a variable in it, and the engine's options. */
interface Mode {
  says: string
  tag(name: string): string
  options?: Options
  line?(html: string, variable: string): string
}

const engines: readonly [string, Make, (html: string, variable: string) => string, readonly Mode[]][] = [
  [
    'nunjucks',
    makeNunjucks,
    (html, variable) => html.replace('$', `{{ ${variable} | escape }}`),
    [
      { says: 'by default', tag: (name) => `{% ${name} %}` },
      { says: 'that escapes', tag: (name) => `{% ${name} %}`, options: { autoescape: true } },
      { says: 'that does not escape', tag: (name) => `{% ${name} %}`, options: { autoescape: false } },
      { says: 'that throws on what is undefined', tag: (name) => `{% ${name} %}`, options: { throwOnUndefined: true } },
      {
        says: 'with other delimiters',
        tag: (name) => `<% ${name} %>`,
        options: { tags: { blockStart: '<%', blockEnd: '%>' } },
      },
    ],
  ],
  [
    'Handlebars',
    makeHandlebars,
    (html, variable) => html.replace('$', `{{${variable}}}`),
    [
      { says: 'by default', tag: (name) => `{{${name}}}` },
      { says: 'unescaped', tag: (name) => `{{{${name}}}}` },
      { says: 'unescaped by &', tag: (name) => `{{&${name}}}` },
      { says: 'in strict mode', tag: (name) => `{{${name}}}`, options: { strict: true } },
      { says: 'without data', tag: (name) => `{{${name}}}`, options: { data: false } },
      {
        says: 'that does not escape',
        tag: (name) => `{{${name}}}`,
        options: { noEscape: true },
        line: (html) => html.replace('$', '{{escaped}}'),
      },
    ],
  ],
  [
    'Liquid',
    makeLiquid,
    (html, variable) => html.replace('$', `{{ ${variable} | escape }}`),
    [
      { says: 'by default', tag: (name) => `{% ${name} %}` },
      { says: 'rendered at once', tag: (name) => `{% ${name} %}`, options: { sync: true } },
      {
        says: 'that escapes',
        tag: (name) => `{% ${name} %}`,
        options: { outputEscape: 'escape' },
        line: (html, variable) => html.replace('$', `{{ ${variable} }}`),
      },
      {
        says: 'in strict mode',
        tag: (name) => `{% ${name} %}`,
        options: { strictVariables: true, strictFilters: true, ownPropertyOnly: true },
      },
      {
        says: 'with other delimiters',
        tag: (name) => `<% ${name} %>`,
        options: { tagDelimiterLeft: '<%', tagDelimiterRight: '%>' },
      },
    ],
  ],
  [
    'EJS',
    makeEjs,
    (html, variable) => html.replace('$', `<%= locals.${variable} %>`),
    [
      { says: 'unescaped', tag: (name) => `<%- ${name}() %>` },
      { says: 'escaped', tag: (name) => `<%= ${name}() %>` },
      { says: 'in strict mode', tag: (name) => `<%= locals.${name}() %>`, options: { strict: true } },
      {
        says: 'with destructured locals',
        tag: (name) => `<%- ${name}() %>`,
        options: {
          strict: true,
          destructuredLocals: ['analytical_head_top', 'analytical_head_bottom', 'analytical_body_top', 'probe'],
        },
      },
      { says: 'rendered later', tag: (name) => `<%- await ${name}() %>`, options: { async: true } },
      {
        says: 'with other delimiters',
        tag: (name) => `[?= ${name}() ?]`,
        options: { openDelimiter: '[', closeDelimiter: ']', delimiter: '?' },
        line: (html, variable) => html.replace('$', `[?= ${variable} ?]`),
      },
      {
        says: 'with an escaping of its own',
        tag: (name) => `<%= ${name}() %>`,
        options: { escape: (text: string) => text.toUpperCase() },
        line: (html) => html.replace('$', '<%- escaped %>'),
      },
    ],
  ],
  [
    'Eta',
    makeEta,
    (html, variable) => html.replace('$', `<%= it.${variable} %>`),
    [
      { says: 'unescaped', tag: (name) => `<%~ it.${name}() %>` },
      { says: 'escaped', tag: (name) => `<%= it.${name}() %>` },
      { says: 'with a filter', tag: (name) => `<%= it.${name}() %>`, options: { autoFilter: true } },
      { says: 'with names of its own', tag: (name) => `<%~ ${name}() %>`, options: { useWith: true } },
      {
        says: 'with another name for it',
        tag: (name) => `<%= page.${name}() %>`,
        options: { varName: 'page' },
        line: (html, variable) => html.replace('$', `<%= page.${variable} %>`),
      },
      { says: 'rendered later', tag: (name) => `<%= it.${name}() %>`, options: { async: true } },
      { says: 'with debugging', tag: (name) => `<%= it.${name}() %>`, options: { debug: true } },
      {
        says: 'that does not escape',
        tag: (name) => `<%= it.${name}() %>`,
        options: { autoEscape: false },
        line: (html) => html.replace('$', '<%= it.escaped %>'),
      },
    ],
  ],
  [
    'Pug',
    makePug,
    (html, variable) => `| ${html.replace('$', `#{${variable}}`)}`,
    [
      { says: 'unescaped', tag: (name) => `| !{${name}()}` },
      { says: 'escaped', tag: (name) => `| #{${name}()}` },
      {
        says: 'with self',
        tag: (name) => `| #{self.${name}()}`,
        options: { self: true },
        line: (html, variable) => `| ${html.replace('$', `#{self.${variable}}`)}`,
      },
      {
        says: 'with its run time within',
        tag: (name) => `| #{${name}()}`,
        options: { inlineRuntimeFunctions: true, compileDebug: false },
      },
    ],
  ],
  [
    'Edge',
    makeEdge,
    (html, variable) => html.replace('$', `{{ ${variable} }}`),
    [
      // Edge takes the line break before a tag away.
      { says: 'by default', tag: (name) => `\n@${name}()` },
      { says: 'rendered at once', tag: (name) => `\n@${name}()`, options: { sync: true } },
    ],
  ],
  [
    'Mustache',
    makeMustache,
    (html, variable) => html.replace('$', `{{${variable}}}`),
    [
      { says: 'unescaped', tag: (name) => `{{{${name}}}}` },
      { says: 'unescaped by &', tag: (name) => `{{&${name}}}` },
      { says: 'escaped', tag: (name) => `{{${name}}}` },
      {
        says: 'with other delimiters',
        tag: (name) => `<%${name}%>`,
        options: ['<%', '%>'],
        line: (html, variable) => html.replace('$', `<%${variable}%>`),
      },
      {
        says: 'with an escaping of its own',
        tag: (name) => `{{{${name}}}}`,
        options: { escape: (text: string) => text.toUpperCase() },
        line: (html) => html.replace('$', '{{{escaped}}}'),
      },
    ],
  ],
]

const modes = engines.flatMap(([engine, make, line, modes]) => modes.map((mode) => ({ line, ...mode, engine, make })))

/** A page, from what a template says of it or from what comes of that. */
const pageOf = (tag: (name: string) => string, line: (html: string, variable: string) => string) =>
  [
    line('<html><head>', ''),
    tag('analytical_head_top'),
    line('<title>$</title>', 'title'),
    tag('analytical_head_bottom'),
    line('</head><body>', ''),
    tag('analytical_body_top'),
    line('<p>Rhymes</p>', ''),
    tag('probe'),
    line('</body></html>', ''),
  ].join('\n')

describe.each(modes)('a page of $engine, $says', ({ make, tag, line, options }) => {
  const escaped = 'A &lt;rhyme&gt;'
  const contextOf = ({ analytical }: Pick<ReturnType<typeof kit>, 'analytical'>) => ({
    analytical: analytical.pageView({ user: { username: 'alice' }, nonce: 'bm9uY2U=' }),
    title: 'A <rhyme>',
    escaped,
    probe_colour: evil,
    analytical_goal: 5,
    user: { username: 'mallory' },
  })

  test('is the same to the byte, hostile values and all', async () => {
    const { analytical, errors } = kit()
    const html = await make([analytical], options)(pageOf(tag, line), contextOf({ analytical }))
    const expected = pageOf(
      (name) => analytical.render(name, contextOf({ analytical })),
      (html) => html.replace('$', escaped),
    )
    expect(html).toBe(expected)
    expect(seenIn(html)).toMatchObject({ variables: { colour: evil }, identity: 'alice', goal: { id: 5 } })
    expect(errors).toEqual([])
  })

  const short = (tag: string) => [line('<p>', ''), tag, line('</p>', '')].join('\n')

  test('is the same with the tags added twice, and with those of another site beside them', async () => {
    const { analytical, errors } = kit()
    const other = kit().analytical
    const html = await make([other, analytical, analytical], options)(short(tag('probe')), contextOf({ analytical }))
    expect(html).toBe(`<p>\n${analytical.render('probe', contextOf({ analytical }))}\n</p>`)
    expect(errors).toEqual([])
  })

  test('is whole where a tag fails', async () => {
    const { analytical, errors } = kit()
    expect(await make([analytical], options)(short(tag('probe')), { probe_colour: 1n })).toBe('<p>\n\n</p>')
    expect(errors).toHaveLength(1)
  })
})
