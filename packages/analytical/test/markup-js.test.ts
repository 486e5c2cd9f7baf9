import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Js, js } from '../src/markup/js.ts'
import { json } from '../src/markup/json.ts'
import { url } from '../src/markup/url.ts'
import { bridgeRuns, hostileText, hostileValue } from './hostile/texts.ts'

const evil = "');alert(1);//"
const list = (code: Js): unknown[] => {
  const window: { list?: unknown[] } = {}
  new Function('window', String(code))(window)
  return window.list ?? []
}

describe('values', () => {
  test.each<[string, () => Js, string]>([
    ['an argument', () => js`f(${{ id: 'G-1' }});`, 'f({"id":"G-1"});'],
    ['an operand', () => js`a = b + ${1};`, 'a = b + 1;'],
    ['what is returned', () => js`return ${'x'};`, 'return "x";'],
    ['an element', () => js`[${1}, ${2}]`, '[1, 2]'],
    ['the value of a property', () => js`({ id: ${'x'} })`, '({ id: "x" })'],
    ['a computed key', () => js`({ [${'x'}]: 1 })`, '({ ["x"]: 1 })'],
    ['a case', () => js`switch (a) { case ${1}: f(); }`, 'switch (a) { case 1: f(); }'],
    ['a branch of a condition', () => js`a ? ${1} : ${2}`, 'a ? 1 : 2'],
    ['a divisor', () => js`a / ${2} / b`, 'a / 2 / b'],
    ['what follows a string', () => js`f("it's", ${1})`, `f("it's", 1)`],
    ['what follows a string with an escaped quote', () => js`f('\'', ${1})`, `f('\\'', 1)`],
    ['what follows a regular expression with a quote', () => js`f(/['"/]'/g, ${1})`, `f(/['"/]'/g, 1)`],
    ['what follows a comment with a quote', () => js`/* it's */ f(${1}) // it's`, "/* it's */ f(1) // it's"],
    ['an address', () => js`s.src = ${url`https://example.com/a.js`};`, 's.src = "https://example.com/a.js";'],
    ['what json made', () => js`f(${json('<')})`, 'f("\\u003c")'],
  ])('a value can be %s', (_, make, expected) => {
    expect(String(make())).toBe(expected)
  })

  test('other code is set in as it stands, and the code comes out without its author’s indentation', () => {
    const inner = js`
      if (a) {
        f();
      }`
    expect(
      String(js`
          before();
          ${inner}
          after();`),
    ).toBe('before();\nif (a) {\n  f();\n}\nafter();')
  })

  test('a comment may end in a backslash', () => {
    // biome-ignore format: the backslash is the last character of its line.
    expect(String(js`// as in C:\
f(${1})`)).toBe('// as in C:\\\nf(1)')
  })

  test('a text that only looks like code is data', () => {
    expect(String(js`f(${{ toString: 'alert(1)' }})`)).toBe('f({"toString":"alert(1)"})')
  })
})

describe('a mistake shows when the code is made', () => {
  test.each<[string, () => Js, RegExp]>([
    ['in single quotes', () => js`f('${evil}')`, /stands in a quoted string/],
    ['in double quotes', () => js`f("a ${evil} b")`, /stands in a quoted string/],
    ['after an escaped quote', () => js`f('\' ${evil}')`, /stands in a quoted string/],
    ['in a line comment', () => js`// for ${evil}`, /stands in a comment/],
    ['in a block comment', () => js`/* for ${evil} */ f()`, /stands in a comment/],
    ['in a regular expression', () => js`a = /^${evil}$/`, /stands in a regular expression/],
    ['in a class of a regular expression', () => js`f(/[/${evil}]/)`, /stands in a regular expression/],
    ['in a regular expression after return', () => js`return /${evil}/`, /stands in a regular expression/],
    ['against a name before it', () => js`window.id${1} = 2`, /stands against a name/],
    ['against a number before it', () => js`a = 1${2}`, /stands against a name/],
    ['against the word return', () => js`return${1}`, /stands against/],
    ['against the word typeof', () => js`a = typeof${true}`, /stands against/],
    ['against a name after it', () => js`f(${1}px)`, /stands against what follows/],
    ['against a string after it', () => js`f(${1}"px")`, /stands against what follows/],
    ['against another value', () => js`f(${[1, 2]}${[0]})`, /stands against/],
    ['after a dot', () => js`window.${'alert'}()`, /stands after a dot/],
    ['as a key', () => js`f({ ${'a'}: 1 })`, /is a key/],
    ['as a second key', () => js`f({ a: 1, /* b */ ${'b'} : 1 })`, /is a key/],
    [
      'in quotes after a comment that ends in a backslash',
      () => js`/* \*/ f('/* */ ${evil} '); // it's`,
      /stands in a quoted string/,
    ],
    ['in quotes after a counted division', () => js`a = b++ / c; f(' / ${evil} '); // it's`, /quoted string|slash/],
    ['in quotes after a condition', () => js`if (a) /'/.test(b); f(' ${evil} '); // it's`, /quoted string|slash/],
  ])('a value %s', (_, make, reason) => {
    expect(make).toThrow(reason)
    expect(make).toThrow(TypeError)
  })

  test.each<[string, () => Js, RegExp]>([
    ['a template literal', () => js`f(\`a\`)`, /no template literals/],
    ['a string without end', () => js`f('a`, /ends within a quoted string/],
    ['a comment without end', () => js`f() /* a`, /ends within a comment/],
    ['the end of the script', () => js`f("</script>")`, /end the element/],
    ['the end of the script in capitals', () => js`f("</SCRIPT x")`, /end the element/],
    ['the beginning of a script', () => js`f("<script")`, /end the element/],
    ['the beginning of a comment', () => js`a <!--b`, /end the element/],
    ['the end of the script, joined of two parts', () => js`a <${js`/script/`}`, /end the element/],
    ['a value without JSON', () => js`f(${undefined})`, /undefined has no JSON/],
  ])('%s', (_, make, reason) => {
    expect(make).toThrow(reason)
  })

  test('js called as a function', () => {
    expect(() => js('alert(1)' as never)).toThrow(/write js`…`/)
    expect(() => js(['alert(1)'] as never)).toThrow(/write js`…`/)
  })
})

describe('nobody else makes code', () => {
  const Class = js``.constructor as new (key: symbol, text: string) => Js

  test('not by calling its constructor', () => {
    expect(() => new Class(Symbol('key'), 'alert(1)')).toThrow(/made by the tags/)
  })

  test.each<[string, unknown]>([
    ['text', 'alert(1)'],
    ['an object that says it is code', { toString: () => 'alert(1)' }],
    ['an object with its prototype', Object.create(Class.prototype)],
    [
      'an object with its prototype and a text of its own',
      Object.create(Class.prototype, { toString: { value: () => 'alert(1)' } }),
    ],
  ])('not by giving %s', (_, forged) => {
    let ran = 0
    const attempt = (make: () => unknown) => {
      try {
        new Function('alert', 'f', String(make()))(
          () => ran++,
          () => {},
        )
      } catch {}
    }
    attempt(() => js`f(${forged})`)
    attempt(() => json(forged))
    expect(ran).toBe(0)
  })
})

describe('for any values', () => {
  test('each reads back as it was given, in every place where a value can stand', () => {
    fc.assert(
      fc.property(hostileValue, hostileValue, hostileValue, hostileValue, (a, b, c, d) => {
        const inner = js`{ d: ${d} }`
        const read = list(js`
          // it's a comment
          window.list = [${a},${b}];
          window.list.push(function () { return ${c}; }(), (${inner}).d);`)
        expect(JSON.stringify(read)).toBe(JSON.stringify([a, b, c, d]))
      }),
      bridgeRuns,
    )
  })

  test('a name is one too, beside its value and another', () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileValue, hostileValue, (a, b, c, d) => {
        const [read] = list(js`window.list = [[{ [${a}]: ${c} }, { [${b}]: ${d} }, ${{ [a]: c, [b]: d }}]];`)
        expect(JSON.stringify(read)).toBe(JSON.stringify([{ [a]: c }, { [b]: d }, { [a]: c, [b]: d }]))
      }),
      bridgeRuns,
    )
  })

  test('the code never ends its script element', () => {
    fc.assert(
      fc.property(hostileValue, hostileValue, (a, b) => {
        expect(String(js`f(${a}, ${b}, { key: ${a} });`)).not.toMatch(/[<>&]/)
      }),
      bridgeRuns,
    )
  })
})
