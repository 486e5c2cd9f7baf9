import { js } from '../markup/js.ts'

/** Page code: the element that `held` stands for, live. Its property has the nonce, which browsers hide in the attribute. */
export const live = js`Object.assign(document.createElement("script"), { nonce: held.nonce, text: held.text })`
