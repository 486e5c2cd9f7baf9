import { readFileSync } from 'node:fs'
import { Edge } from 'edge.js'
import ejs from 'ejs'
import { Eta } from 'eta'
import Handlebars from 'handlebars'
import { Liquid } from 'liquidjs'
import Mustache from 'mustache'
import nunjucks from 'nunjucks'
import pug from 'pug'
import { describe, expect, test } from 'vitest'
import { addTags as addToEdge } from '../../src/templates/edge.ts'
import { addTags as addToEjs } from '../../src/templates/ejs.ts'
import { addTags as addToEleventy } from '../../src/templates/eleventy.ts'
import { addTags as addToEta } from '../../src/templates/eta.ts'
import { addTags as addToHandlebars } from '../../src/templates/handlebars.ts'
import { addTags as addToLiquid } from '../../src/templates/liquid.ts'
import { addTags as addToMustache } from '../../src/templates/mustache.ts'
import { addTags as addToNunjucks } from '../../src/templates/nunjucks.ts'
import { addTags as addToPug } from '../../src/templates/pug.ts'
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
import { failure, kit } from './kit.ts'

type AddTags = (engine: never, analytical: ReturnType<typeof kit>['analytical']) => void

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

// As `import * as pug from 'pug'` gives it: nothing can be added to it.
const namespaceOf = (text: string): Promise<unknown> => import(/* @vite-ignore */ `data:text/javascript,${text}`)
const namespace = await namespaceOf(
  'export function compile() {} export { compile as compileClientWithDependenciesTracked }',
)

interface Wrong {
  engine: string
  addTags: AddTags
  takes: string
  /** What is missing of something that is no engine. */
  missing: string
  /** The package whose range is said. */
  of: string
  real: unknown
  /** An engine that is too old, or is handed in by its wrong end, and what is said of it. */
  others?: readonly (readonly [string, unknown, string])[]
}

const wrong: readonly Wrong[] = [
  {
    engine: 'nunjucks',
    addTags: addToNunjucks,
    takes: "an environment of nunjucks 3.2.4 or later, like nunjucks.configure('views')",
    missing: 'addExtension',
    of: 'nunjucks',
    real: new nunjucks.Environment(),
    others: [['the module', nunjucks, 'has no addExtension']],
  },
  {
    engine: 'Handlebars',
    addTags: addToHandlebars,
    takes: "Handlebars 4.7.7 or later, like import Handlebars from 'handlebars', or what has it, like hbs",
    missing: 'registerHelper',
    of: 'handlebars',
    real: Handlebars,
    others: [
      ['an old version', Object.assign(Handlebars.create(), { VERSION: '4.7.6' }), 'is 4.7.6'],
      ['hbs of an old version', { handlebars: Object.assign(Handlebars.create(), { VERSION: '3.0.8' }) }, 'is 3.0.8'],
    ],
  },
  {
    engine: 'Liquid',
    addTags: addToLiquid,
    takes: "an engine of LiquidJS 10 or later, like new Liquid({ root: 'views' })",
    missing: 'registerTag',
    of: 'liquidjs',
    real: new Liquid(),
    others: [
      ['the class', Liquid, 'has no registerTag'],
      ['version 9', { registerTag() {}, tags: { impls: {} } }, 'has no tags.assign'],
    ],
  },
  {
    engine: 'EJS',
    addTags: addToEjs,
    takes: "the default export of EJS 3.1 or later, like import ejs from 'ejs'",
    missing: 'compile',
    of: 'ejs',
    real: ejs,
    others: [
      ['an old version', { ...ejs, VERSION: '2.7.4' }, 'is 2.7.4'],
      ['a function of it', ejs.renderFile, 'has no compile'],
    ],
  },
  {
    engine: 'Eta',
    addTags: addToEta,
    takes: "an engine of Eta 3 or later, like new Eta({ views: 'views' })",
    missing: 'compile',
    of: 'eta',
    real: new Eta(),
    others: [
      ['the class', Eta, 'has no compile'],
      ['version 2', { compile() {}, render() {} }, 'has no renderString'],
    ],
  },
  {
    engine: 'Pug',
    addTags: addToPug,
    takes: "the module of Pug 3 or later, like import pug from 'pug'",
    missing: 'compile',
    of: 'pug',
    real: pug,
    others: [['a namespace', namespace, 'is a namespace: import the default export']],
  },
  {
    engine: 'Edge',
    addTags: addToEdge,
    takes: 'an engine of Edge 6 or later, like Edge.create()',
    missing: 'registerTag',
    of: 'edge.js',
    real: Edge.create(),
    others: [
      ['the class', Edge, 'has no registerTag'],
      ['version 5', { registerTag() {}, global() {} }, 'has no createRenderer'],
    ],
  },
  {
    engine: 'Mustache',
    addTags: addToMustache,
    takes: "the default export of mustache.js 4 or later, like import Mustache from 'mustache'",
    missing: 'render',
    of: 'mustache',
    real: Mustache,
    others: [['an old version', { ...Mustache, version: '3.2.1' }, 'is 3.2.1']],
  },
  {
    engine: 'Eleventy',
    addTags: addToEleventy,
    takes: 'the configuration of Eleventy 3 or later, like eleventyConfig.addPlugin(addTags, analytical)',
    missing: 'addShortcode',
    of: '@11ty/eleventy',
    real: { addShortcode() {}, getShortcode() {} },
  },
]

describe.each(wrong)('addTags of $engine', ({ addTags, takes, missing, of, real, others = [] }) => {
  const said = (engine: unknown, analytical: unknown = kit().analytical) =>
    failure(() => addTags(engine as never, analytical as never))

  test.each([undefined, null, {}, 'views', () => {}])('says what it takes where it is given %s', async (engine) => {
    expect(await said(engine)).toBe(`addTags takes ${takes} (what it was given has no ${missing})`)
  })

  test.each(others)('says what it takes where it is given %s', async (_, engine, what) => {
    expect(await said(engine)).toBe(`addTags takes ${takes} (what it was given ${what})`)
  })

  test('names the version that the package asks for', () => {
    expect(takes).toContain(` ${manifest.peerDependencies[of].replace('>=', '')} or later`)
    expect(manifest.peerDependenciesMeta[of]).toEqual({ optional: true })
  })

  test.each([undefined, null, {}])('asks for the kit where it is given %s', async (analytical) => {
    expect(await failure(() => addTags(real as never, analytical as never))).toBe(
      'addTags takes the kit beside the engine, like createAnalytical({ settings })',
    )
  })
})

interface Names {
  engine: string
  make: Make
  options?: Options
  /** The tag of a provider that is off, and what comes of it: its page, or what the engine says. */
  off: readonly [template: string, outcome: string]
  /** How a template asks for the tag of a provider only where it is on. */
  ifOn?: string
  unknown: readonly [template: string, outcome: string]
  argument?: readonly [template: string, outcome: string]
}

const names: readonly Names[] = [
  {
    engine: 'nunjucks',
    make: makeNunjucks,
    off: ['<p>{% hidden %}</p>', '<p></p>'],
    unknown: ['{% prope %}', 'unknown block tag: prope'],
    argument: ['{% probe "x" %}', 'probe takes no arguments'],
  },
  {
    engine: 'Handlebars',
    make: makeHandlebars,
    off: ['<p>{{hidden}}</p>', '<p></p>'],
    unknown: ['<p>{{prope}}</p>', '<p></p>'],
    argument: ['{{probe "x"}}', 'probe takes no arguments'],
  },
  {
    engine: 'Handlebars in strict mode',
    make: makeHandlebars,
    options: { strict: true },
    off: ['<p>{{hidden}}</p>', '"hidden" not defined'],
    unknown: ['<p>{{prope}}</p>', '"prope" not defined'],
  },
  {
    engine: 'Liquid',
    make: makeLiquid,
    off: ['<p>{% hidden %}</p>', '<p></p>'],
    unknown: ['{% prope %}', 'tag "prope" not found'],
    argument: ['{% probe "x" %}', 'probe takes no arguments'],
  },
  {
    engine: 'EJS',
    make: makeEjs,
    off: ['<%- hidden() %>', 'hidden is not defined'],
    ifOn: '<p><%- locals.hidden?.() %></p>',
    unknown: ['<%- prope() %>', 'prope is not defined'],
    argument: ['<%- probe("x") %>', 'probe takes no arguments'],
  },
  {
    engine: 'Eta',
    make: makeEta,
    off: ['<%~ it.hidden() %>', 'it.hidden is not a function'],
    ifOn: '<p><%~ it.hidden?.() ?? "" %></p>',
    unknown: ['<%~ it.prope() %>', 'it.prope is not a function'],
    argument: ['<%~ it.probe("x") %>', 'probe takes no arguments'],
  },
  {
    engine: 'Pug',
    make: makePug,
    off: ['!= hidden()', 'hidden is not a function'],
    ifOn: 'p!= hidden && hidden()',
    unknown: ['!= prope()', 'prope is not a function'],
    argument: ['!= probe("x")', 'probe takes no arguments'],
  },
  {
    engine: 'Edge',
    make: makeEdge,
    off: ['<p>\n\n@hidden()\n</p>', '<p>\n\n</p>'],
    unknown: ['<p>\n@prope()\n</p>', '<p>\n@prope()\n</p>'],
    argument: ['@probe("x")', 'probe takes no arguments'],
  },
  {
    engine: 'Mustache',
    make: makeMustache,
    off: ['<p>{{{hidden}}}</p>', '<p></p>'],
    unknown: ['<p>{{{prope}}}</p>', '<p></p>'],
  },
]

const conditional = names.filter(({ ifOn }) => ifOn !== undefined)
const strictOnArguments = names.filter(({ argument }) => argument !== undefined)
const sharedNames = [
  { engine: 'Handlebars', make: makeHandlebars, template: '{{hidden}}' },
  { engine: 'EJS', make: makeEjs, template: '<%= hidden %>' },
  { engine: 'Eta', make: makeEta, template: '<%= it.hidden %>' },
  { engine: 'Pug', make: makePug, template: '= hidden' },
  { engine: 'Mustache', make: makeMustache, template: '{{hidden}}' },
]
const ownFirst = [
  { engine: 'EJS', make: makeEjs, template: '<%= probe %>' },
  { engine: 'Eta', make: makeEta, template: '<%= it.probe %>' },
  { engine: 'Pug', make: makePug, template: '= probe' },
  { engine: 'Mustache', make: makeMustache, template: '{{probe}}' },
]

describe('a template', () => {
  /** A page, or what is said in its place. */
  const outcome = async (make: Make, template: string, options?: Options, context = {}) => {
    try {
      return await make([kit().analytical], options)(template, context)
    } catch (error) {
      return (error as Error).message
    }
  }

  test.each(names)('of $engine that names the tag of a provider that is off', async ({ make, options, off }) => {
    expect(await outcome(make, off[0], options)).toContain(off[1])
  })

  test.each(conditional)('of $engine may ask whether a provider is on', async ({ make, options, ifOn = '' }) => {
    expect(await outcome(make, ifOn, options)).toBe('<p></p>')
    const { analytical } = kit()
    const html = await make([analytical], options)(ifOn.replaceAll('hidden', 'probe'))
    expect(html).toBe(`<p>${analytical.render('probe')}</p>`)
  })

  test.each(names)('of $engine that names an unknown tag', async ({ make, options, unknown }) => {
    expect(await outcome(make, unknown[0], options)).toContain(unknown[1])
  })

  test.each(strictOnArguments)('of $engine that gives a tag an argument', async ({ make, argument = ['', ''] }) => {
    expect(await outcome(make, argument[0])).toContain(argument[1])
  })

  test.each(sharedNames)('of $engine may have a variable named as a provider that is off', async (row) => {
    expect(await outcome(row.make, row.template, undefined, { hidden: 'text' })).toContain('text')
  })

  test.each(ownFirst)('of $engine keeps a variable of its page that is named as a tag', async (row) => {
    expect(await outcome(row.make, row.template, undefined, { probe: 'text' })).toContain('text')
  })
})

describe('a tag beside something of the site’s own with its name', () => {
  const taken = 'probe is the name of a tag, and the engine has another of the site’s own: rename that, like my_probe'

  /** Gives an engine something of the site's own. */
  const engines = {
    nunjucks: (name: string) => {
      const environment = new nunjucks.Environment()
      const own = {
        tags: [name],
        parse(parser: Options, nodes: Options) {
          parser.advanceAfterBlockEnd(parser.nextToken().value)
          return new nodes.CallExtension(own, 'run', new nodes.NodeList(), [])
        },
        run: () => 'own',
      }
      environment.addExtension('own', own)
      return { environment, addTags: addToNunjucks, page: () => environment.renderString(`{% ${name} %}`, {}) }
    },
    Handlebars: (name: string) => {
      const environment = Handlebars.create()
      environment.registerHelper(name, () => 'own')
      return { environment, addTags: addToHandlebars, page: () => environment.compile(`{{${name}}}`)({}) }
    },
    Liquid: (name: string) => {
      const environment = new Liquid()
      environment.registerTag(name, { render: () => 'own' })
      return { environment, addTags: addToLiquid, page: () => environment.parseAndRenderSync(`{% ${name} %}`) }
    },
    Edge: (name: string) => {
      const environment = Edge.create()
      environment.registerTag({
        tagName: name,
        block: false,
        seekable: true,
        compile: (_parser, buffer) => void buffer.outputRaw('own'),
      })
      return { environment, addTags: addToEdge, page: () => environment.renderRawSync(`@${name}()`) }
    },
  }

  test.each(Object.entries(engines))('stops the start in %s where its provider is on', async (_, withOwn) => {
    const { environment, addTags } = withOwn('probe')
    expect(await failure(() => addTags(environment as never, kit().analytical))).toBe(taken)
  })

  test.each(Object.entries(engines))('gives way in %s where its provider is off', (_, withOwn) => {
    const { environment, addTags, page } = withOwn('hidden')
    addTags(environment as never, kit().analytical)
    expect(page()).toBe('own')
  })
})
