import type { Analytical } from 'analytical'
import { headerOf } from './serve.ts'

/** A page at an address of its own, as vendors count no page on loopback. */
export interface PageAt {
  url: string
  html: string
  policy: string
}

export const nonce = 'rAnd0m'

/** A page with all of a kit's tags, under the policy that the kit makes of one that allows nothing. */
export function pageAt(url: string, analytical: Analytical, context: object, mode: string): PageAt {
  const tag = (position: string) => analytical.render(`analytical_${position}`, context)
  const policy = analytical.csp({ 'default-src': ["'none'"] })
  if (mode === 'inline') policy['script-src'] = [...(policy['script-src'] as string[]), `'nonce-${nonce}'`]
  return {
    url,
    html: `<!doctype html><html><head><title>Rhymes</title>${tag('head_top')}${tag('head_bottom')}</head><body>${tag('body_top')}<p>A rhyme.</p>${tag('body_bottom')}</body></html>`,
    policy: headerOf(policy),
  }
}
