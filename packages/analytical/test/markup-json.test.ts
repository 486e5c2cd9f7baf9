import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { js } from '../src/markup/js.ts'
import { json } from '../src/markup/json.ts'
import { jsonText } from '../src/markup/json-text.ts'
import { bridgeRuns, hostileText, hostileValue } from './hostile/texts.ts'
import { elementsOf, scriptsOf } from './page.ts'

const evaluate = (expression: unknown): unknown => new Function(`return (${expression})`)()

describe('json', () => {
  test.each<[string, unknown, string]>([
    ['text that would end the script', '</script>', '"\\u003c/script\\u003e"'],
    ['text that would begin a comment', '<!-- -->', '"\\u003c!-- --\\u003e"'],
    ['an ampersand', 'Tom & Jerry', '"Tom \\u0026 Jerry"'],
    ['the line separators of Unicode', '\u2028\u2029', '"\\u2028\\u2029"'],
    ['quotes', `O'Brien "Bob"`, `"O'Brien \\"Bob\\""`],
    ['a key', { '<b>': 1 }, '{"\\u003cb\\u003e":1}'],
    ['a key named __proto__', JSON.parse('{"__proto__":{"admin":true}}'), '{["__proto__"]:{"admin":true}}'],
    ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
    ['nothing', null, 'null'],
  ])('writes %s so that it stays what it is', (_, value, expected) => {
    expect(String(json(value))).toBe(expected)
  })

  test('leaves code that is already code as it stands', () => {
    const code = js`window.dataLayer`
    expect(json(code)).toBe(code)
  })

  test.each<[string, unknown, RegExp]>([
    ['undefined', undefined, /undefined has no JSON/],
    ['a function', () => 1, /function has no JSON/],
    ['a symbol', Symbol('x'), /symbol has no JSON/],
    ['a BigInt', 1n, /BigInt/],
  ])('refuses %s', (_, value, reason) => {
    expect(() => json(value)).toThrow(reason)
  })

  test('refuses a cycle', () => {
    const cycle: Record<string, unknown> = {}
    cycle.self = cycle
    expect(() => json(cycle)).toThrow(TypeError)
  })

  test('reads back as the value given, own __proto__ keys included', () => {
    fc.assert(
      fc.property(hostileValue, (value) => {
        expect(JSON.stringify(evaluate(json(value)))).toBe(JSON.stringify(value))
      }),
      bridgeRuns,
    )
  })

  test('an object with a key __proto__ keeps the prototype of every object', () => {
    const read = evaluate(json(JSON.parse('{"a":{"__proto__":{"admin":true}}}'))) as { a: object }
    expect(Object.getPrototypeOf(read.a)).toBe(Object.prototype)
    expect(Object.keys(read.a)).toEqual(['__proto__'])
  })

  test('stays in its script element, whatever it holds', () => {
    fc.assert(
      fc.property(hostileValue, (value) => {
        const [script, after, ...more] = scriptsOf(
          `<script>return (${json(value)})</script><script id="after"></script>`,
        )
        expect(JSON.stringify(new Function(script?.text ?? '')())).toBe(JSON.stringify(value))
        expect(after?.attributes).toEqual({ id: 'after' })
        expect(more).toEqual([])
      }),
      bridgeRuns,
    )
  })

  test('beside another, and under any name, it reads back as the value given', () => {
    fc.assert(
      fc.property(hostileValue, hostileValue, hostileText, (a, b, name) => {
        const given = { [name]: a, list: [a, b] }
        const page = `<script>return [${json(a)},${json(b)},${json(given)}]</script><!--${json(a)}${json(b)}--><i></i>`
        const [script, after, ...more] = elementsOf(page)
        expect(JSON.stringify(new Function(script?.text ?? '')())).toBe(JSON.stringify([a, b, given]))
        expect([after?.name, more]).toEqual(['i', []])
      }),
      bridgeRuns,
    )
  })

  test('holds nothing that could end an HTML comment or open a tag', () => {
    fc.assert(
      fc.property(hostileValue, (value) => {
        expect(String(json(value))).not.toMatch(/[<>&\u2028\u2029]/)
      }),
      bridgeRuns,
    )
  })

  test('as the text of a JSON element it reads back as the value given', () => {
    fc.assert(
      fc.property(hostileValue, hostileText, (value, key) => {
        const given = { [key]: value }
        const [island, ...more] = scriptsOf(`<script type="application/json">${jsonText(given)}</script>`)
        expect(JSON.stringify(JSON.parse(island?.text ?? ''))).toBe(JSON.stringify(given))
        expect(more).toEqual([])
      }),
      bridgeRuns,
    )
  })
})
