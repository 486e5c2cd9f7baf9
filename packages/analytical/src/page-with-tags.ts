import { assertNoArguments, enabledTags, type TagSource } from './engine-tags.ts'
import { Rendered } from './rendered.ts'

/** The tags of a page, as functions. */
export type PageTags = Record<string, () => Rendered>

/** Makes the tags of each page, which render what belongs to that page alone. */
export function pageTags(analytical: TagSource): (page: object) => PageTags {
  const names = enabledTags(analytical).map(({ name }) => name)
  const render = (name: string, page: object, ...given: unknown[]) => {
    assertNoArguments(name, given)
    return new Rendered(analytical.render(name, page))
  }
  return (page) => Object.fromEntries(names.map((name) => [name, render.bind(undefined, name, page)]))
}

/**
 * A copy of a page's variables with the tags beside them. A name that the page has taken is the page's; so a partial, which
 * gets the variables of its page, gets its page's tags too, whatever else it is given.
 */
function withTags(variables: object, tagsOf: (page: object) => PageTags): object {
  // Getters are copied and not run: what one of them throws is nothing to the page unless the page asks for it.
  const page = Object.create(Object.getPrototypeOf(variables), Object.getOwnPropertyDescriptors(variables))
  for (const [name, tag] of Object.entries(tagsOf(page))) if (!(name in page)) page[name] = tag
  return page
}

// biome-ignore lint/suspicious/noExplicitAny: each engine has options and data of its own.
export type Compile = (source: string, options?: any) => (variables?: any, ...more: any[]) => unknown

/** An engine's way of compiling, whose templates find the tags among their variables. */
export function compileWithTags(compile: Compile, analytical: TagSource): Compile {
  const tagsOf = pageTags(analytical)
  return function compileTemplate(this: unknown, source, options) {
    const template = compile.call(this, source, options)
    function render(this: unknown, variables?: object | null, ...more: unknown[]) {
      return template.call(this, withTags(variables ?? {}, tagsOf), ...more)
    }
    return Object.assign(render, template)
  }
}
