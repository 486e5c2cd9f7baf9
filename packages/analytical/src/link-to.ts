import { type Js, js } from './markup/index.ts'

/** Code for an address as the browser reads it, a relative one from the page's own: its parts are `.href`, `.pathname` …. */
export const linkTo = (address: Js): Js => js`Object.assign(document.createElement("a"), { href: ${address} })`
