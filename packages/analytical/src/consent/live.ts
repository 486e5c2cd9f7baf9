import { js } from '../markup/js.ts'

// The property holds the nonce, which browsers take out of the attribute.
/** Page code: the element that `held` stands for, live. */
export const live = js`Object.assign(document.createElement("script"), { nonce: held.nonce, text: held.text })`
