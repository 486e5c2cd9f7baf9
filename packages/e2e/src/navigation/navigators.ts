import { npmFile } from '../libraries/library.ts'

/** A library that goes from page to page of a site without loading one. */
export interface Navigator {
  title: string
  /** Its file, as npm carries it. */
  file: { file: string }
  /** Attributes of a page's body with which it follows links; empty where it does so anyhow. */
  following: string
  /** Attributes with which it leaves links to the browser. */
  leaving: string
  /** A part of a page that it gets anew by a link in it, and the part as the server answers then. */
  part: string
  newPart: string
}

export const turbo: Navigator = {
  title: 'Turbo 8',
  file: npmFile('@hotwired/turbo/dist/turbo.es2017-umd.js'),
  following: '',
  leaving: 'data-turbo="false"',
  part: '<turbo-frame id="part" data-turbo="true"><a href="/part">part</a></turbo-frame>',
  newPart: '<turbo-frame id="part"><p>A new part.</p></turbo-frame>',
}

const htmx = (title: string, name: string, following: string): Navigator => ({
  title,
  file: npmFile(`${name}/dist/htmx.js`),
  following,
  leaving: '',
  part: '<div id="part"><a href="/part" hx-boost="false" hx-get="/part" hx-target="#part">part</a></div>',
  newPart: '<p>A new part.</p>',
})

const htmx2 = htmx('htmx 2', 'htmx-2', 'hx-boost="true"')
export const htmx4 = htmx('htmx 4', 'htmx.org', 'hx-boost:inherited="true"')

export const navigators: readonly Navigator[] = [turbo, htmx2, htmx4]
