import { type Kit, kitOf } from './kit-of.ts'
import type { PageView, PageViewInput } from './page-view.ts'

/** What a site says of its requests, where a framework does not know or knows otherwise. */
export interface Tracking<Given extends readonly unknown[]> {
  /** The signed-in user, a record or a user name; asked once, when the first tag is rendered. */
  user?: (...given: Given) => unknown
  /** The nonce that the response's content security policy names. */
  nonce?: (...given: Given) => string
  /** The pattern of the route, such as `/users/:id`; asked when a page's address is masked. */
  route?: (...given: Given) => string | undefined
}

/** What a framework knows of a request, from what it calls middleware with. */
export interface Known<Given extends readonly unknown[]> extends Required<Tracking<Given>> {
  view(...given: Given): PageViewInput
}

/**
 * How to make the page view of a request: by the site's word, else by the framework's. Undefined for a request of no site's.
 *
 * @throws TypeError for what is neither a kit nor a function.
 */
export function pageViewOf<Given extends readonly [unknown, ...unknown[]]>(
  kit: Kit<Given[0]>,
  known: Known<Given>,
  { user = known.user, nonce = known.nonce, route = known.route }: Tracking<Given> = {},
): (...given: Given) => PageView | undefined {
  const kitFor = kitOf(kit)
  return (...given) =>
    kitFor(given[0])?.pageView({
      ...known.view(...given),
      user: () => user(...given),
      nonce: () => nonce(...given),
      route: () => route(...given),
      once: true,
    })
}
