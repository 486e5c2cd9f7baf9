import { readTracking } from '@analytical/testing'
import { describe, expect, test } from 'vitest'
import { type Js, js } from '../src/markup/index.ts'
import {
  arrayCallsStub,
  callAll,
  callMethods,
  commands,
  functionStub,
  methodStub,
  pushAll,
  relayStub,
} from '../src/queues.ts'

const left = (code: Js, before = '') => {
  const { globals, errors } = readTracking(`<script>${before}(function (data) { ${code}\n })(${data});</script>`)
  expect(errors).toEqual([])
  return globals
}
const data = '[["track", "posted", {"lines": 4}], ["page"]]'
const both = (first: Js, second: Js) => js`
  ${first}
  ${second}`

describe('commands', () => {
  test('are those that apply, without undefined arguments at their ends', () => {
    const none: string | undefined = undefined
    expect(
      commands(['goal', 5, undefined], none !== undefined && ['never'], none && ['neither'], [
        'page',
        undefined,
        'title',
        undefined,
      ]),
    ).toEqual([
      ['goal', 5],
      ['page', undefined, 'title'],
    ])
  })
})

describe('the queue of a vendor', () => {
  test('that is an array gets the commands, after those that are there', () => {
    expect(left(pushAll('_paq'))._paq).toEqual([['track', 'posted', { lines: 4 }], ['page']])
    expect(left(pushAll('_paq'), 'window._paq = [["before"]];')._paq).toHaveLength(3)
  })

  test('that is a function keeps its calls', () => {
    const code = both(functionStub('hj'), callAll('hj'))
    expect(left(code).hj).toEqual({ q: [['track', 'posted', { lines: 4 }], ['page']] })
    expect(left(both(functionStub('ym', 'a'), callAll('ym'))).ym).toEqual({
      a: [['track', 'posted', { lines: 4 }], ['page']],
    })
  })

  test('that is a function keeps its calls as arrays where the vendor wants them so', () => {
    const calls = (stub: Js) =>
      left(both(both(stub, callAll('op')), js`window.areArrays = window.op.q.every(Array.isArray);`))
    expect(calls(arrayCallsStub('op')).areArrays).toBe(true)
    expect(calls(functionStub('op')).areArrays).toBe(false)
  })

  test('that is a function hands its calls on once the vendor’s file gives it a handler', () => {
    const arrived = js`window.fbq.callMethod = function () { (window.got = window.got || []).push(arguments); };`
    const all = left(both(both(relayStub('fbq', 'queue', 'callMethod'), callAll('fbq')), both(arrived, callAll('fbq'))))
    expect(all.fbq).toEqual({ queue: [['track', 'posted', { lines: 4 }], ['page']] })
    expect(all.got).toEqual([['track', 'posted', { lines: 4 }], ['page']])
  })

  test('that is in a part of the data gets the commands from there', () => {
    const code = both(functionStub('hj'), callAll('hj', js`data.slice(1)`))
    expect(left(code).hj).toEqual({ q: [['page']] })
  })

  test('that is an array with methods keeps its calls', () => {
    expect(left(both(methodStub('ttq', ['page', 'track']), callMethods('ttq'))).ttq).toEqual([
      ['track', 'posted', { lines: 4 }],
      ['page'],
    ])
  })

  test.each<[string, Js, string]>([
    ['a function', functionStub('hj'), 'window.hj = function () {}; window.hj.own = 1;'],
    ['an array with methods', methodStub('hj', ['page']), 'window.hj = { own: 1, page: function () {} };'],
  ])('that is %s and there already is left alone', (_, stub, before) => {
    expect(left(stub, before).hj).toEqual({ own: 1 })
  })
})
