import { type CodeElement, type CodeOptions, codeElement, functionOf, type ScriptMode } from './code-element.ts'
import type { TagConsent } from './consent/tag-consent.ts'
import { joined } from './joined.ts'
import { escapeHtml, type Html } from './markup/html.ts'
import { type Js, js } from './markup/js.ts'
import type { Load, Tag } from './provider.ts'

/** What one tag writes into a page: everything but the data is made once, at start. */
export interface Snippet {
  /** Live code. `data` is what the provider's `data` returned; `undefined` and `null` send only the vendor's files. */
  live(data: unknown, nonce: string | undefined): string
  /**
   * The same as one script that inserts the vendor's files, once the page is shown and unless its browser objects; where it
   * may, nothing is there for a browser without scripts.
   */
  deferred(data: unknown, nonce: string | undefined): string
  /** The same as inert markup, which consent brings to life. */
  held(data: unknown, nonce: string | undefined): string
  /** The same code without data, commented out for an internal address. */
  disabled: string
  /** CSP hash sources of its constant scripts; empty in inline mode, which takes a nonce. */
  hashes: readonly string[]
  /** Whether it has code at all, and not only what stands where scripting is off. */
  hasCode: boolean
  /** Whether it writes a nonce where there is one. */
  takesNonce: boolean
}

/** What a site's settings say of how a tag's code goes out. */
export interface SnippetRules {
  mode: ScriptMode
  /** The browser's own signals under which the code does nothing, as an expression. */
  objection: Js | undefined
  /** Undefined where no consent is asked. */
  consent: TagConsent | undefined
}

/**
 * The snippet of a tag for one site's settings.
 *
 * @throws SyntaxError when the provider's code is no JavaScript.
 */
export function snippet<S>(
  { title, name }: { title: string; name: string },
  tag: Tag<S>,
  settings: S,
  rules: SnippetRules,
): Snippet {
  const { mode, objection, consent } = rules
  const noscript = 'noscript' in tag ? tag.noscript?.(settings) : undefined
  const call = tag.consent?.(settings, { regions: consent?.regions ?? [] })
  if (call !== undefined) functionOf(call, js`consent`)
  const parts: Parts = {
    first: joined(tag.stub?.(settings), call && isTold(tag, consent) ? consent.listening(call) : undefined),
    script: tag.script?.(settings),
    loads: tag.load?.(settings) ?? [],
    loaded: tag.loaded?.(settings),
    noscript: noscript === undefined ? '' : `<noscript>${noscript}</noscript>\n`,
    takesData: tag.data !== undefined,
    objection,
  }
  const visible = inline(parts)
  const { takesData } = parts
  const whole = wholeCode(parts, parts.loads)
  const deferred = elementOf(mode, whole, { takesData })
  const waiting = whole && consent?.held?.code(whole, name)
  const held = elementOf(mode, waiting, { takesData, id: `analytical-${name}` })
  const { live, hashes } = mode === 'inline' ? { live: visible, hashes: [] } : island(parts)
  return {
    live,
    deferred: (data, nonce) => deferred.html(data, nonce) + (objection === undefined ? parts.noscript : ''),
    held: (data, nonce) => held.html(data, nonce, consent?.held?.attributes),
    hashes: [...new Set([...hashes, ...deferred.hashes, ...held.hashes])],
    disabled: `<!-- ${escapeHtml(title)} disabled on internal IP address\n${visible({}, undefined).trimEnd().replaceAll('>', '&gt;')}\n-->\n`,
    hasCode: whole !== undefined,
    takesNonce: mode === 'inline' || parts.loads.some(({ blocking }) => blocking),
  }
}

interface Parts {
  first: Js | undefined
  script: Js | undefined
  loads: readonly Load[]
  loaded: Js | undefined
  noscript: Html | string
  takesData: boolean
  objection: Js | undefined
}

const nothing: CodeElement = { html: () => '', hashes: [] }

const elementOf = (mode: ScriptMode, code: Js | undefined, options: CodeOptions) =>
  code === undefined ? nothing : codeElement(mode, code, options)

function inline({ first, script, loads, loaded, noscript, takesData }: Parts): Snippet['live'] {
  const code = elementOf('inline', joined(loaded && whenLoaded(loads, loaded), first, script), { takesData })
  const withoutData = elementOf('inline', first, { takesData: false })
  const files = loads.map(element)
  return (data, nonce) => {
    const isGiven = (data !== undefined && data !== null) || !takesData
    let out = (isGiven ? code : withoutData).html(data, nonce)
    for (const file of files) out += closed(file, nonce)
    return out + noscript
  }
}

// `strict-dynamic` trusts what a trusted script inserts, so the hashed script inserts the vendor's files itself; a blocking
// file cannot be inserted without ceasing to block, and stays an element.
function island(parts: Parts): { live: Snippet['live']; hashes: readonly string[] } {
  const { loads, noscript, takesData } = parts
  const inserted = loads.filter(({ blocking }) => !blocking)
  const code = elementOf('island', wholeCode(parts, inserted), { takesData })
  const files = loads.filter(({ blocking }) => blocking).map(element)
  return {
    hashes: code.hashes,
    live(data, nonce) {
      let out = code.html(data, nonce)
      for (const file of files) out += closed(file, nonce)
      return out + noscript
    },
  }
}

/** The code that inserts the vendor's files itself, once the page is shown. */
function wholeCode(parts: Parts, inserted: readonly Load[]): Js | undefined {
  const { first, script, loads, loaded, takesData, objection } = parts
  const own = joined(loaded && whenLoaded(loads, loaded), script)
  const code = joined(first, own && takesData ? ifData(own) : own, ...inserted.map(insertion))
  return code && onceShown(unless(objection, code))
}

const unless = (objection: Js | undefined, code: Js) => joined(objection && js`if (${objection}) return;`, code) as Js

// Of what is necessary only a consent mode is told: it speaks for all that share its data layer.
const isTold = <S>({ consentMode }: Tag<S>, consent: TagConsent | undefined): consent is TagConsent =>
  consent !== undefined && (consent.held !== undefined || consentMode === true)

// A browser may run a page ahead of a click that never comes; it is seen once it is shown.
const onceShown = (code: Js) => js`
  var nonce = document.currentScript && document.currentScript.nonce;
  function run() {
    ${code}
  }
  if (document.prerendering) document.addEventListener("prerenderingchange", run, { once: true });
  else run();`

// Without its closing `>`: a nonce may follow.
function element({ src, blocking, defer, attributes = {} }: Load): string {
  const kind = blocking ? '' : defer ? ' defer' : ' async'
  const more = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
  return `<script${kind} src="${escapeHtml(String(src))}"${more.join('')}`
}

const closed = (file: string, nonce: string | undefined) =>
  nonce === undefined ? `${file}></script>\n` : `${file} nonce="${nonce}"></script>\n`

function insertion({ src, blocking, defer, attributes = {} }: Load): Js {
  const withAttributes = Object.entries(attributes).map(([name, value]) => js`file.setAttribute(${name}, ${value});`)
  return joined(
    js`var file = document.createElement("script");`,
    js`file.async = ${!(defer || blocking)};`,
    js`if (nonce) file.nonce = nonce;`,
    ...withAttributes,
    js`file.src = ${src};`,
    js`document.head.appendChild(file);`,
  ) as Js
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
