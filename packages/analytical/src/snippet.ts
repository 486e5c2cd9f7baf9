import { createHash } from 'node:crypto'
import { Script } from 'node:vm'
import { escapeHtml, type Html } from './markup/html.ts'
import { type Js, js } from './markup/js.ts'
import { jsonExpression, jsonText } from './markup/json-text.ts'
import type { Load, Tag } from './provider.ts'

/** How code goes out: with its data in it, or constant beside a JSON element (`ANALYTICAL_SCRIPTS`). */
export type ScriptMode = 'inline' | 'island'

/** What one tag writes into a page: everything but the data is made once, at start. */
export interface Snippet {
  /**
   * Live code. `data` is what the provider's `data` returned; `undefined` and `null` send only the vendor's files. What a
   * browser prerenders `waits` until the page is shown.
   */
  live(data: unknown, nonce: string | undefined, waits?: boolean): string
  /** The same code without data, commented out for an internal address. */
  disabled: string
  /** CSP hash sources of its constant scripts; empty in inline mode, which takes a nonce. */
  hashes: readonly string[]
}

/**
 * The snippet of a tag for one site's settings.
 *
 * @throws SyntaxError when the provider's code is no JavaScript.
 */
export function snippet<S>(title: string, tag: Tag<S>, settings: S, mode: ScriptMode): Snippet {
  const noscript = 'noscript' in tag ? tag.noscript?.(settings) : undefined
  const consent = tag.consent?.(settings)
  if (consent !== undefined) functionOf(consent, js`consent`)
  const parts: Parts = {
    stub: tag.stub?.(settings),
    script: tag.script?.(settings),
    loads: tag.load?.(settings) ?? [],
    loaded: tag.loaded?.(settings),
    noscript: noscript === undefined ? '' : `<noscript>${noscript}</noscript>\n`,
    takesData: tag.data !== undefined,
  }
  const visible = inline(parts)
  const { live, hashes } = mode === 'inline' ? visible : island(parts)
  const shown = visible.live({}, undefined).trimEnd()
  return {
    live,
    hashes,
    disabled: `<!-- ${escapeHtml(title)} disabled on internal IP address\n${shown.replaceAll('>', '&gt;')}\n-->\n`,
  }
}

interface Parts {
  stub: Js | undefined
  script: Js | undefined
  loads: readonly Load[]
  loaded: Js | undefined
  noscript: Html | string
  takesData: boolean
}

function inline(parts: Parts): Pick<Snippet, 'live' | 'hashes'> {
  const { stub, script, loads, loaded, noscript, takesData } = parts
  const code = joined([loaded && whenLoaded(loads, loaded), stub, script])
  const parameter = takesData ? js`data` : js``
  const opening = code && `>\n${functionOf(code, parameter)}(`
  const withoutData = stub && takesData ? `>\n${functionOf(stub, js``)}();\n</script>\n` : ''
  const files = loads.map(element)
  const whole = wholeCode(parts)
  const waiting = whole && `>\n${functionOf(whole, js`data`)}(`
  const blocking = loads.filter((load) => load.blocking).map(element)
  return {
    hashes: [],
    live(data, nonce, waits = false) {
      const signed = nonce === undefined ? '' : ` nonce="${nonce}"`
      let out = ''
      if (waits) {
        if (waiting !== undefined) out = `<script${signed}${waiting}${jsonExpression(data ?? null)});\n</script>\n`
      } else if (opening !== undefined && ((data !== undefined && data !== null) || !takesData)) {
        out = `<script${signed}${opening}${takesData ? jsonExpression(data) : ''});\n</script>\n`
      } else if (withoutData !== '') {
        out = `<script${signed}${withoutData}`
      }
      for (const file of waits ? blocking : files) out += `${file}${signed}></script>\n`
      return out + noscript
    },
  }
}

// `strict-dynamic` trusts what a trusted script inserts, so the hashed script inserts the vendor's files itself; a blocking
// file cannot be inserted without ceasing to block, and stays an element.
function island(parts: Parts): Pick<Snippet, 'live' | 'hashes'> {
  const { loads, noscript, takesData } = parts
  const code = wholeCode(parts)
  const data = takesData ? 'JSON.parse(document.currentScript.previousElementSibling.textContent)' : ''
  const constant = code && `\n${functionOf(code, takesData ? js`data` : js``)}(${data});\n`
  const blocking = loads.filter((load) => load.blocking).map(element)
  return {
    hashes: constant === undefined ? [] : [`'sha256-${createHash('sha256').update(constant).digest('base64')}'`],
    live(value, nonce) {
      const signed = nonce === undefined ? '' : ` nonce="${nonce}"`
      const json = takesData ? `<script type="application/json">${jsonText(value ?? null)}</script>\n` : ''
      let out = constant === undefined ? '' : `${json}<script>${constant}</script>\n`
      for (const file of blocking) out += `${file}${signed}></script>\n`
      return out + noscript
    },
  }
}

/** The code that inserts the vendor's files itself, once the page is shown. */
function wholeCode({ stub, script, loads, loaded, takesData }: Parts): Js | undefined {
  const inserted = loads.filter((load) => !load.blocking)
  const own = joined([loaded && whenLoaded(loads, loaded), script])
  const code = joined([stub, own && takesData ? ifData(own) : own, ...inserted.map(insertion)])
  return code && onceShown(code)
}

// A browser may run a page ahead of a click that never comes; it is seen once it is shown.
const onceShown = (code: Js) => js`
  var nonce = document.currentScript && document.currentScript.nonce;
  function run() {
    ${code}
  }
  if (document.prerendering) document.addEventListener("prerenderingchange", run, { once: true });
  else run();`

// Without the closing `>`: a nonce may follow.
function element({ src, blocking, defer, attributes = {} }: Load): string {
  const kind = blocking ? '' : defer ? ' defer' : ' async'
  const more = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
  return `<script${kind} src="${escapeHtml(String(src))}"${more.join('')}`
}

function insertion({ src, defer, attributes = {} }: Load): Js {
  const withAttributes = Object.entries(attributes).map(([name, value]) => js`file.setAttribute(${name}, ${value});`)
  return joined([
    js`var file = document.createElement("script");`,
    js`file.async = ${defer !== true};`,
    js`if (nonce) file.nonce = nonce;`,
    ...withAttributes,
    js`file.src = ${src};`,
    js`document.head.appendChild(file);`,
  ]) as Js
}

const ifData = (code: Js) => js`
  if (data !== null) {
    ${code}
  }`

// `load` events do not bubble, but they can be captured on their way down: this works for files that are elements of the
// page and for inserted ones, without a word in either.
const whenLoaded = (loads: readonly Load[], code: Js) => js`
  (function (missing) {
    document.addEventListener("load", function done(event) {
      missing = missing.filter(function (src) { return src !== event.target.src; });
      if (missing.length > 0) return;
      document.removeEventListener("load", done, true);
      ${code}
    }, true);
  })(${loads.map(({ src }) => new URL(String(src)).href)});`

function joined(code: readonly (Js | undefined)[]): Js | undefined {
  const [first, ...more] = code.filter((part) => part !== undefined)
  return more.reduce(
    (all, next) => js`
      ${all as Js}
      ${next}`,
    first,
  )
}

/** The text of a function in brackets, ready to be called. */
function functionOf(code: Js, parameter: Js): string {
  const text = String(js`
    (function (${parameter}) {
      ${code}
    })`)
  new Script(text)
  return text
}
