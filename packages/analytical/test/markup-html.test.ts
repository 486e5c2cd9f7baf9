import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Html, html } from '../src/markup/html.ts'
import { type Url, url } from '../src/markup/url.ts'
import { bridgeRuns, hostileText } from './hostile/texts.ts'
import { elementsOf } from './page.ts'

const evil = '"><img src=x onerror=alert(1)>'
const address = url`https://example.com/a.gif`

describe('values', () => {
  test.each<[string, () => Html, string]>([
    ['text', () => html`<b>${'<i>Tom & "Jerry"</i>'}</b>`, '<b>&lt;i&gt;Tom &amp; &quot;Jerry&quot;&lt;/i&gt;</b>'],
    ['a number', () => html`<b>${5}</b>`, '<b>5</b>'],
    ['an attribute', () => html`<img alt="${`O'Brien "Bob"`}">`, '<img alt="O&#39;Brien &quot;Bob&quot;">'],
    ['an attribute in single quotes', () => html`<img alt='${"O'Brien"}'>`, "<img alt='O&#39;Brien'>"],
    ['part of an attribute', () => html`<b class="a-${'b'} c">x</b>`, '<b class="a-b c">x</b>'],
    ['an address', () => html`<img src="${address}">`, '<img src="https://example.com/a.gif">'],
    ['other HTML', () => html`<p>${html`<b>x</b>`}</p>`, '<p><b>x</b></p>'],
    ['a list of HTML and text', () => html`<p>${[html`<b>x</b>`, '<', 2]}</p>`, '<p><b>x</b>&lt;2</p>'],
    ['a comparison in the text', () => html`1 < 2 > ${3}`, '1 < 2 > 3'],
  ])('a value can be %s', (_, make, expected) => {
    expect(String(make())).toBe(expected)
  })
})

describe('a mistake shows when the HTML is made', () => {
  test.each<[string, () => Html, RegExp]>([
    ['in an attribute without quotes', () => html`<img alt=${evil}>`, /outside quotes/],
    ['as an attribute', () => html`<img ${evil}>`, /outside quotes/],
    ['as the name of an attribute', () => html`<img ${'onerror'}="x">`, /outside quotes/],
    ['as the name of an element', () => html`<${'script'}>`, /name of an element/],
    ['as the name of a closing element', () => html`<b></${'b'}>`, /outside quotes/],
    ['in an attribute that runs code', () => html`<img onerror="${evil}">`, /no value goes into onerror/],
    ['in such an attribute in capitals', () => html`<img OnError="${evil}">`, /no value goes into onerror/],
    ['in a style', () => html`<b style="${evil}">x</b>`, /no value goes into style/],
    ['in a document of its own', () => html`<iframe srcdoc="${evil}"></iframe>`, /no value goes into srcdoc/],
    ['as an address that is text', () => html`<a href="${'javascript:alert(1)'}">x</a>`, /takes url/],
    ['as the end of an address', () => html`<img src="https://example.com/${evil}">`, /takes url/],
    ['as an address in capitals', () => html`<a HREF = "${'javascript:alert(1)'}">x</a>`, /takes url/],
    ['as an address in SVG', () => html`<svg><a xlink:href="${'javascript:alert(1)'}">x</a></svg>`, /takes url/],
    ['of no kind that HTML has', () => html`<b>${{ toString: () => '<i>' }}</b>`, /got object/],
    ['that is undefined', () => html`<b>${undefined}</b>`, /got undefined/],
    ['that is null', () => html`<b>${null}</b>`, /got null/],
    ['that is HTML, in an attribute', () => html`<b title="${html`<i>`}">x</b>`, /got object/],
  ])('a value %s', (_, make, reason) => {
    expect(make).toThrow(reason)
    expect(make).toThrow(TypeError)
  })

  test.each<[string, () => Html, RegExp]>([
    ['a script', () => html`<script>alert(1)</script>`, /takes no script/],
    ['a script in capitals', () => html`<SCRIPT>alert(1)</SCRIPT>`, /takes no script/],
    ['a style', () => html`<style>${evil}</style>`, /takes no script, style/],
    ['a noscript of its own', () => html`<noscript>x</noscript>`, /noscript/],
    ['a text area', () => html`<textarea>${evil}</textarea>`, /raw text/],
    ['a comment', () => html`<!-- ${evil} -->`, /no comments/],
    ['a declaration', () => html`<?xml ${evil}?>`, /no comments or declarations/],
    ['a tag without end', () => html`<img alt="x"`, /ends within a tag/],
    ['a quote without end', () => html`<img alt="x>`, /ends within a tag/],
    ['a quote without an attribute', () => html`<img "${evil}">`, /belongs to no attribute/],
  ])('%s', (_, make, reason) => {
    expect(make).toThrow(reason)
  })

  test('html called as a function', () => {
    expect(() => html('<b>' as never)).toThrow(/write html`…`/)
  })
})

describe('nobody else makes HTML', () => {
  const Class = html``.constructor as new (key: symbol, text: string) => Html
  const forgedText = { toString: { value: () => '<img src=x onerror=alert(1)>' } }

  test('not by calling its constructor', () => {
    expect(() => new Class(Symbol('key'), '<b>')).toThrow(/made by the tags/)
  })

  test('not by an object with its prototype', () => {
    expect(() => html`<p>${Object.create(Class.prototype, forgedText)}</p>`).toThrow(TypeError)
  })

  test('an object with the prototype of an address is no address', () => {
    const prototype = Object.getPrototypeOf(address) as Url
    const forged = Object.create(prototype, { toString: { value: () => 'javascript:alert(1)' } })
    expect(() => html`<a href="${forged}">x</a>`).toThrow(TypeError)
  })
})

test('for any values: a browser reads the elements of the template, and the values as they were given', () => {
  // NUL cannot stand in HTML, not even escaped: a browser drops it from text and replaces it in attributes.
  const inAttribute = (text: string) => text.replaceAll('\0', '\ufffd')
  const inText = (text: string) => text.replaceAll('\0', '')
  fc.assert(
    fc.property(hostileText, hostileText, hostileText, (a, b, c) => {
      const page = html`<p title="${a}" data-b='${b}' class="x ${b}${a}">.${a}${b}<b>.${c}</b></p><i></i>`
      const [p, bold, italic, ...more] = elementsOf(String(page))
      expect([p?.name, bold?.name, italic?.name, more]).toEqual(['p', 'b', 'i', []])
      expect(p?.attributes).toEqual({
        title: inAttribute(a),
        'data-b': inAttribute(b),
        class: `x ${inAttribute(b + a)}`,
      })
      expect(p?.text).toBe(`.${inText(a + b)}`)
      expect(bold?.text).toBe(`.${inText(c)}`)
    }),
    bridgeRuns,
  )
})
