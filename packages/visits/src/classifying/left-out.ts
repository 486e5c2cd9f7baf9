import type { Hit } from '../hit.ts'
import { type Headers, header } from './headers.ts'

/**
 * Why a request is no page view. Each is counted in the dimension `left_out`, so that page views and what was left out sum
 * up to all requests.
 *
 * `aborted`: the client went away before the response ended. `method`: not GET. `excluded`: the site's own `exclude`.
 * `dashboard`: pages that show these figures. `redirect`, `error`: by status. `asset`: styles, scripts, pictures. `data`: what
 * scripts fetch, and answers without content. `prefetch`: asked for ahead of a click. `bot`: a robot, or no user agent at all.
 */
export type LeftOut = (typeof reasons)[number]

/** Every {@link LeftOut}. */
export const reasons = [
  'aborted',
  'method',
  'excluded',
  'dashboard',
  'redirect',
  'error',
  'asset',
  'data',
  'prefetch',
  'bot',
] as const

/** What decides whether a request is a page view, beside what its hit tells. */
export interface Judged {
  readonly aborted: boolean
  /** The site's own word: to be left out for this reason. */
  readonly told: LeftOut | undefined
  readonly headers: Headers
  /** The response's `Content-Type`; empty where it cannot be told. */
  readonly type: string
}

type Page = Pick<Hit, 'method' | 'status' | 'path'> & { readonly agent: { readonly isBot: boolean } }

/** Why a request is no page view; undefined for one that is. */
export function leftOut(hit: Page, judged: Judged): LeftOut | undefined {
  if (judged.aborted) return 'aborted'
  if (hit.method !== 'GET') return 'method'
  if (judged.told !== undefined) return judged.told
  if (hit.status >= 400) return 'error'
  // 304 is a page that the browser has already, and shows.
  if (hit.status >= 300 && hit.status !== 304) return 'redirect'
  return noPage(hit, judged) ?? (isPrefetch(judged.headers) ? 'prefetch' : hit.agent.isBot ? 'bot' : undefined)
}

const asset =
  /\.(?:avif|bmp|css|csv|eot|gif|gz|ico|jpe?g|js|map|md|mjs|mp[34]|og[gv]|otf|pdf|png|rss|svg|ttf|txt|wasm|wav|web[mp]|webmanifest|woff2?|xml|zip)$/i

function noPage({ status, path }: Page, { headers, type }: Judged): LeftOut | undefined {
  const destination = header(headers, 'sec-fetch-dest', 32)
  if (destination === 'empty' && !isPrefetch(headers)) return takesHtml(headers) && isHtml(type) ? undefined : 'data'
  if (destination !== '' && destination !== 'empty' && destination !== 'document') return 'asset'
  if (status === 204 || status === 205) return 'data'
  if (isHtml(type)) return undefined
  if (/[/+]json\b/i.test(type)) return 'data'
  if (asset.test(path)) return 'asset'
  return type === '' || status === 304 || /^text\/plain\b/i.test(type) ? undefined : 'asset'
}

const isHtml = (type: string) => /^(?:text\/html|application\/xhtml\+xml)\b/i.test(type)

// Libraries that load pages by script (Turbo, Unpoly) ask for HTML as a link does.
const takesHtml = (headers: Headers) => header(headers, 'accept', 200).includes('text/html')

/** Whether a page is asked for ahead of a click. */
export function isPrefetch(headers: Headers): boolean {
  const purpose =
    header(headers, 'sec-purpose', 100) || header(headers, 'purpose', 100) || header(headers, 'x-moz', 100)
  return purpose !== '' && /\b(?:prefetch|prerender|preview)\b/i.test(purpose)
}

/** What is no page view but done by somebody: a form sent, say. Scripts ask for data on their own, and nobody need be there. */
export const byHand: ReadonlySet<LeftOut> = new Set<LeftOut>(['method', 'redirect', 'error'])
