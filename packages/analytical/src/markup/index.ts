export { type Html, html } from './html.ts'
export { type Js, js } from './js.ts'
export { json } from './json.ts'
export { checkedUrl, type Url, url } from './url.ts'
