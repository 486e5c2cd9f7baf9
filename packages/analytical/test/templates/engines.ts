import { createRequire } from 'node:module'
import { Edge } from 'edge.js'
import type Ejs from 'ejs'
import { Eta, type EtaConfig } from 'eta'
import Handlebars from 'handlebars'
import { Liquid, type LiquidOptions } from 'liquidjs'
import type MustacheModule from 'mustache'
import nunjucks from 'nunjucks'
import type Pug from 'pug'
import type { TagSource } from '../../src/engine-tags.ts'
import { addTags as addToEdge } from '../../src/templates/edge.ts'
import { addTags as addToEjs } from '../../src/templates/ejs.ts'
import { addTags as addToEta } from '../../src/templates/eta.ts'
import { addTags as addToHandlebars } from '../../src/templates/handlebars.ts'
import { addTags as addToLiquid } from '../../src/templates/liquid.ts'
import { addTags as addToMustache } from '../../src/templates/mustache.ts'
import { addTags as addToNunjucks } from '../../src/templates/nunjucks.ts'
import { addTags as addToPug } from '../../src/templates/pug.ts'

/** A template of each name, for includes and layouts. */
export type Templates = Record<string, string>

/** Renders a template. */
type Render = (template: string, context?: object) => string | Promise<string>

/** Options of an engine, as its users write them. */
// biome-ignore lint/suspicious/noExplicitAny: each engine has its own.
export type Options = any

/** Makes an engine with the tags of some kits, added in turn. */
export type Make = (kits: readonly TagSource[], options?: Options, templates?: Templates) => Render

const require = createRequire(import.meta.url)

/** A module of its own for each engine, where the module is the engine. */
function fresh<Module>(name: string): Module {
  delete require.cache[require.resolve(name)]
  return require(name)
}

export const freshEjs = () => fresh<typeof Ejs>('ejs')
export const freshPug = () => fresh<typeof Pug>('pug')
const freshMustache = () => fresh<typeof MustacheModule>('mustache')

export const makeNunjucks: Make = (kits, options, templates = {}) => {
  const getSource = (path: string) => ({ src: templates[path] ?? '', path, noCache: true })
  const environment = new nunjucks.Environment({ getSource } as unknown as nunjucks.ILoader, options)
  for (const kit of kits) addToNunjucks(environment, kit)
  return (template, context = {}) => environment.renderString(template, context)
}

export const makeHandlebars: Make = (kits, options, templates = {}) => {
  const handlebars = Handlebars.create()
  for (const [name, template] of Object.entries(templates)) handlebars.registerPartial(name, template)
  for (const kit of kits) addToHandlebars(handlebars, kit)
  return (template, context = {}) => handlebars.compile(template, options)(context)
}

export const makeLiquid: Make = (kits, options: LiquidOptions & { sync?: boolean } = {}, templates = {}) => {
  const liquid = new Liquid({ ...options, templates })
  for (const kit of kits) addToLiquid(liquid, kit)
  return (template, context = {}) =>
    options.sync ? liquid.parseAndRenderSync(template, context) : liquid.parseAndRender(template, context)
}

export const makeEjs: Make = (kits, options = {}, templates = {}) => {
  const ejs = freshEjs()
  for (const kit of kits) addToEjs(ejs, kit)
  const includer = (name: string) => ({ template: templates[name] })
  return (template, context = {}) => ejs.render(template, context, { includer, ...options })
}

export const makeEta: Make = (kits, options: Partial<EtaConfig> & { async?: boolean } = {}, templates = {}) => {
  const { async = false, ...config } = options
  const eta = new Eta({ autoTrim: false, ...config })
  for (const kit of kits) addToEta(eta, kit)
  for (const [name, template] of Object.entries(templates)) eta.loadTemplate(`@${name}`, template, { async })
  return (template, context = {}) =>
    async ? eta.renderStringAsync(template, context) : eta.renderString(template, context)
}

export const makePug: Make = (kits, options = {}, templates = {}) => {
  const pug = freshPug()
  for (const kit of kits) addToPug(pug, kit)
  const plugin = { resolve: (name: string) => name, read: (name: string) => templates[name.replace('.pug', '')] }
  return (template, context = {}) => pug.compile(template, { plugins: [plugin], ...options } as Options)(context)
}

export const makeEdge: Make = (kits, options: { sync?: boolean } = {}, templates = {}) => {
  const edge = Edge.create()
  for (const kit of kits) addToEdge(edge, kit)
  for (const [name, template] of Object.entries(templates)) edge.registerTemplate(name, { template })
  return (template, context = {}) =>
    options.sync ? edge.renderRawSync(template, context as never) : edge.renderRaw(template, context)
}

export const makeMustache: Make = (kits, options, templates = {}) => {
  const mustache = freshMustache()
  for (const kit of kits) addToMustache(mustache, kit)
  return (template, context = {}) => mustache.render(template, context, templates, options)
}
