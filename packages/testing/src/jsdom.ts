import { runInThisContext } from 'node:vm'
import type * as Jsdom from 'jsdom'

/**
 * jsdom, loaded when it is first needed, and by Node itself whoever loads this file: it requires ES modules, which Jest's own
 * loader does from Node 24.9 on only. Jest's process is a copy that knows no other loader; Node's is in Node's own context.
 */
export function jsdom(): typeof Jsdom {
  const { getBuiltinModule } = runInThisContext('process') as typeof process
  return getBuiltinModule('node:module').createRequire(import.meta.url)('jsdom')
}
