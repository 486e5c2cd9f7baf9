import { type Js, js } from './markup/index.ts'

/**
 * Code for an address as the browser reads it, with `href`, `pathname` and the like: only the browser knows the page's own
 * address, from which a relative one starts.
 */
export const linkTo = (address: Js): Js => js`Object.assign(document.createElement("a"), { href: ${address} })`
