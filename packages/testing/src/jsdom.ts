import type * as Jsdom from 'jsdom'

/**
 * jsdom, loaded when it is first needed, and by Node itself whoever loads this file: it requires ES modules, which Jest's own
 * loader does from Node 24.9 on only.
 */
export function jsdom(): typeof Jsdom {
  const { createRequire } = process.getBuiltinModule('node:module')
  return createRequire(import.meta.url)('jsdom')
}
