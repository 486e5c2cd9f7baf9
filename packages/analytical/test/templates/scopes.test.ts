import { describe, expect, test } from 'vitest'
import {
  type Make,
  makeEdge,
  makeEjs,
  makeEta,
  makeLiquid,
  makeMustache,
  makePug,
  type Options,
  type Templates,
} from './engines.ts'
import { kit, seenIn } from './kit.ts'

interface Engine {
  name: string
  make: Make
  options?: Options
  templates: Templates
  /** Templates whose tag sees the page, by where the tag stands. */
  seen: Readonly<Record<string, string>>
  /** Templates that give a tag another person's record under the names that the page has its own by. */
  another: Readonly<Record<string, string>>
  /** A template that sets the variable `probe_colour` to `green` for its tag. */
  setting?: string
}

const engines: readonly Engine[] = [
  {
    name: 'Liquid',
    make: makeLiquid,
    templates: {
      part: '{% probe %}',
      base: '<body>{% block main %}{% endblock %}{% probe %}</body>',
      blocks: '<body>{% block main %}{% endblock %}</body>',
    },
    seen: {
      'in a condition': '{% if list %}{% probe %}{% endif %}',
      'in a loop': '{% for item in list %}{% probe %}{% endfor %}',
      'in a capture': '{% capture html %}{% probe %}{% endcapture %}{{ html }}',
      'in {% liquid %}': '{% liquid\n probe\n%}',
      'in an include': '{% include "part" %}',
      'in an include with values': '{% include "part", probe_colour: "blue" %}',
      'in a layout': '{% layout "base" %}{% block main %}x{% endblock %}',
      'in a block': '{% layout "blocks" %}{% block main %}{% probe %}{% endblock %}',
      'in a render that is given what it needs':
        '{% render "part", analytical: analytical, probe_colour: probe_colour %}',
    },
    another: {
      'in a loop': '{% for user in list %}{% probe %}{% endfor %}',
      'in an include': '{% include "part", user: bob, probe_colour: "blue" %}',
      'in a table': '<table>{% tablerow user in list %}{% probe %}{% endtablerow %}</table>',
    },
    setting: '{% assign probe_colour = "green" %}{% probe %}',
  },
  {
    name: 'EJS',
    make: makeEjs,
    templates: { part: '<%- probe() %>', outer: '<%- include("part") %>' },
    seen: {
      'in a condition': '<% if (list) { %><%- probe() %><% } %>',
      'in a loop': '<% list.forEach(() => { %><%- probe() %><% }) %>',
      'in a function': '<% const part = () => { %><%- probe() %><% }; part() %>',
      'in an include': '<%- include("part") %>',
      'in an include with values': '<%- include("part", { probe_colour: "blue" }) %>',
      'in an include of an include': '<%- include("outer") %>',
      'taken out of locals': '<% const { probe: tag } = locals %><%- tag() %>',
    },
    another: {
      'in a loop': '<% for (const user of list) { %><%- probe() %><% } %>',
      'in an include': '<%- include("part", { user: bob, probe_colour: "blue" }) %>',
      'on another object': '<% bob.tag = probe %><%- bob.tag() %>',
    },
  },
  {
    name: 'Eta',
    make: makeEta,
    templates: {
      part: '<%~ it.probe() %>',
      base: '<body><%~ it.body %><%~ it.probe() %></body>',
      blocks: '<body><%~ block("main") %></body>',
    },
    seen: {
      'in a condition': '<% if (it.list) { %><%~ it.probe() %><% } %>',
      'in a loop': '<% it.list.forEach(() => { %><%~ it.probe() %><% }) %>',
      'in a partial': '<%~ include("@part") %>',
      'in a partial with values': '<%~ include("@part", { probe_colour: "blue" }) %>',
      'in a layout': '<% layout("@base") %>x',
      'in a layout with values': '<% layout("@base", { probe_colour: "blue" }) %>x',
      'in a block': '<% layout("@blocks") %><% block("main", () => { %><%~ it.probe() %><% }) %>',
      'taken out of it': '<% const { probe } = it %><%~ probe() %>',
    },
    another: {
      'in a partial': '<%~ include("@part", { user: it.bob, probe_colour: "blue" }) %>',
      'in a layout': '<% layout("@base", { user: it.bob }) %>x',
    },
    setting: '<% layout("@base"); it.probe_colour = "green" %>x',
  },
  {
    name: 'Pug',
    make: makePug,
    templates: {
      part: '!= probe()',
      base: 'body\n  block main\n  != probe()',
      blocks: 'body\n  block main',
    },
    seen: {
      'in a condition': 'if list\n  != probe()',
      'in a loop': 'each item in list\n  != probe()',
      'in a mixin': 'mixin tags\n  != probe()\n+tags',
      'in the block of a mixin': 'mixin wrap\n  p\n    block\n+wrap\n  != probe()',
      'in an include': 'include part',
      'in a layout': 'extends base\nblock main\n  p x',
      'in a block': 'extends blocks\nblock main\n  != probe()',
    },
    another: {
      'in a loop': 'each user in list\n  != probe()',
      'in a mixin': 'mixin tags(user)\n  != probe()\n+tags(bob)',
    },
    setting: '- locals.probe_colour = "green"\n!= probe()',
  },
  {
    name: 'Edge',
    make: makeEdge,
    templates: {
      part: '<p>\n@probe()\n</p>',
      'components/base': '<body>\n{{{ await $slots.main() }}}\n@probe()\n</body>',
      'components/slots': '<body>\n{{{ await $slots.main() }}}\n</body>',
    },
    seen: {
      'in a condition': '<p>\n@if(list)\n@probe()\n@end\n</p>',
      'in a loop': '@each(item in list)\n@probe()\n@end',
      'in an include': '@include("part")',
      'in a component': '@component("components/base")\nx\n@end',
      'in a component with values': '@component("components/base", { probe_colour: "blue" })\nx\n@end',
      'in a slot': '@component("components/slots")\n@slot("main")\n@probe()\n@end\n@end',
      'in a stack': '<p>\n@stack("js")\n</p>\n@pushTo("js")\n@probe()\n@end',
    },
    another: {
      'in a loop': '@each(user in list)\n@probe()\n@end',
      'in a component': '@component("components/base", { user: bob, probe_colour: "blue" })\nx\n@end',
    },
    setting: '@assign(probe_colour = "green")\n@component("components/base")\nx\n@end',
  },
  {
    name: 'Mustache',
    make: makeMustache,
    templates: { part: '{{{probe}}}' },
    seen: {
      'in a condition': '{{#isShown}}{{{probe}}}{{/isShown}}',
      'in an inverted section': '{{^isHidden}}{{{probe}}}{{/isHidden}}',
      'in a loop': '{{#list}}{{{probe}}}{{/list}}',
      'in a section of its own': '{{#bob}}{{{probe}}}{{/bob}}',
      'in a partial': '{{> part}}',
      'in a lambda': '{{#bold}}{{{probe}}}{{/bold}}',
    },
    another: {
      'in a loop': '{{#list}}{{{probe}}}{{/list}}',
      'in a section': '{{#bob}}{{> part}}{{/bob}}',
    },
  },
]

describe.each(engines)('a tag of $name', ({ make, options, templates, seen, another }) => {
  const bob = () => ({ username: 'bob', user: { username: 'bob' }, analytical: 5, probe_colour: 'blue' })
  const page = () => ({
    probe_colour: 'red',
    list: [bob()],
    bob: bob(),
    isShown: true,
    bold: () => (text: string, render: (text: string) => string) => `<b>${render(text)}</b>`,
  })

  test.each(Object.entries(seen))('%s sees the page', async (_, template) => {
    const { analytical, errors } = kit()
    const view = analytical.pageView({ user: { username: 'alice' } })
    const html = await make([analytical], options, templates)(template, { ...page(), analytical: view, user: bob() })
    expect(seenIn(html)).toMatchObject({ variables: { colour: 'red' }, identity: 'alice' })
    expect(errors).toEqual([])
  })

  test.each(Object.entries(another))('%s tells of nobody else, with an adapter or without', async (_, template) => {
    const { analytical, errors } = kit()
    const render = make([analytical], options, templates)
    const without = await render(template, { ...page(), user: { username: 'alice' } })
    expect(seenIn(without)).toMatchObject({ variables: { colour: 'red' }, identity: 'alice' })
    const view = analytical.pageView({ user: { username: 'carol' } })
    const seen = seenIn(await render(template, { ...page(), analytical: view }))
    expect(seen).toMatchObject({ variables: { colour: 'red' }, identity: 'carol' })
    expect(errors).toEqual([])
  })

  test('of many pages at once belongs to its own', async () => {
    const { analytical } = kit()
    const render = make([analytical], options, templates)
    const names = Array.from({ length: 50 }, (_, index) => `user${index}`)
    const template = Object.values(seen).find((text) => /include|part|component/.test(text)) as string
    const pages = await Promise.all(
      names.map((username) => {
        const view = analytical.pageView({ user: { username } })
        return render(template, { ...page(), analytical: view, user: bob() })
      }),
    )
    expect(pages.map((html) => seenIn(html)?.identity)).toEqual(names)
  })

  test('writes nothing to what the page is given', async () => {
    const { analytical } = kit()
    const given = Object.freeze({ ...page(), user: Object.freeze({ username: 'alice' }) })
    const keys = Reflect.ownKeys(given)
    await make([analytical], options, templates)(Object.values(seen)[0] as string, given)
    expect(Reflect.ownKeys(given)).toEqual(keys)
  })
})

const setting = engines.filter((engine) => engine.setting !== undefined)

test.each(setting)('a tag of $name sees what its template sets', async ({ make, options, templates, setting }) => {
  const { analytical } = kit()
  const html = await make([analytical], options, templates)(setting as string, { probe_colour: 'red' })
  expect(seenIn(html)?.variables).toEqual({ colour: 'green' })
})

test('Liquid’s render shows a partial nothing of its page: a tag in it renders nothing, and says so', async () => {
  const { analytical, errors } = kit()
  const view = analytical.pageView({ user: { username: 'alice' } })
  const render = makeLiquid([analytical], {}, { part: '{% probe %}' })
  expect(await render('{% render "part" %}', { analytical: view })).toBe('')
  expect(errors.map(({ message }) => message)).toEqual([
    'the page view is not in this context, as in a macro without "with context" or a route before tracking(): nothing is rendered here',
  ])
})

test('a getter that throws is nothing to a page of Pug, Eta or Mustache that does not read it', async () => {
  const { analytical } = kit()
  const given = {
    probe_colour: 'red',
    get broken() {
      throw new Error('not for this page')
    },
  }
  const pages = [
    await makePug([analytical])('!= probe()', given),
    await makeEta([analytical])('<%~ it.probe() %>', given),
    await makeMustache([analytical])('{{{probe}}}', given),
  ]
  for (const html of pages) expect(seenIn(html)?.variables).toEqual({ colour: 'red' })
})

test('variables of any name are data: a page keeps its prototype', async () => {
  const { analytical } = kit()
  const given = JSON.parse('{ "__proto__": { "user": { "username": "mallory" } }, "probe_colour": "red" }')
  const pages = [
    await makeEjs([analytical])('<%- probe() %>', given),
    await makePug([analytical])('!= probe()', given),
    await makeEta([analytical])('<%~ it.probe() %>', given),
  ]
  for (const html of pages) expect(seenIn(html)?.identity).toBeUndefined()
})
