import type { Analytical } from 'analytical'
import { headerOf } from './serve.ts'

/** A page at an address of its own, as vendors count no page on loopback; an empty policy is none. */
export interface PageAt {
  url: string
  html: string
  policy: string
}

export const nonce = 'rAnd0m'
const nonceSource = `'nonce-${nonce}'`

/** How code goes out, and what a site's own policy has in script-src beside what the kit adds; all else it forbids. */
export interface Combination {
  by: string
  mode: 'inline' | 'island'
  scripts: readonly string[] | undefined
}

const strict = "'strict-dynamic'"
export const byNonce: Combination = { by: 'a nonce and hosts', mode: 'inline', scripts: [nonceSource] }
export const byNonceStrictly: Combination = { by: `a nonce, ${strict}`, mode: 'inline', scripts: [nonceSource, strict] }
export const byHash: Combination = { by: 'hashes and hosts', mode: 'island', scripts: ["'none'"] }
export const byHashStrictly: Combination = { by: `hashes, ${strict}`, mode: 'island', scripts: [strict] }

/** Whether the pages of a combination have a nonce at all. */
export const hasNonce = ({ scripts }: Combination): boolean => scripts === undefined || scripts.includes(nonceSource)

/** A page with all of a kit's tags, under the policy that the kit makes of the site's own. */
export function pageAt(
  url: string,
  analytical: Analytical,
  context: object,
  { scripts }: Combination,
  more: Readonly<Record<string, readonly string[]>> = {},
): PageAt {
  const tag = (position: string) => analytical.render(`analytical_${position}`, context)
  return {
    url,
    html: `<!doctype html><html><head><title>Rhymes</title>${tag('head_top')}${tag('head_bottom')}</head><body>${tag('body_top')}<p>A rhyme.</p>${tag('body_bottom')}</body></html>`,
    policy: scripts ? headerOf(analytical.csp({ 'default-src': ["'none'"], 'script-src': scripts, ...more })) : '',
  }
}
