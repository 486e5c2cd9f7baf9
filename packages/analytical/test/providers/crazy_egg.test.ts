import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { CRAZY_EGG_ACCOUNT_NUMBER: '12345678' }
const file = 'https://script.crazyegg.com/pages/scripts/1234/5678.js'
const crazyEgg = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

/** The calls that its library gets once it is there. */
function callsOf(page: Partial<PageWith>) {
  const calls: unknown[] = []
  const library = {
    identify: (...told: unknown[]) => calls.push(['identify', ...told]),
    set: (...told: unknown[]) => calls.push(['set', ...told]),
  }
  const { errors } = crazyEgg({
    ...page,
    vendors: {
      [file]: (window) => {
        window.CE2 = library
      },
    },
  })
  expect(errors).toEqual([])
  return calls
}

describe('what Crazy Egg’s library is told once it is there', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['nothing of an anonymous visitor', {}, []],
    ['the user name', { user: jeff }, [['identify', 'jeff']]],
    [
      'the user name alone, whatever a setting grants',
      { user: jeff, settings: { ...settings, CRAZY_EGG_PERSONAL_DATA: ['email', 'name'] } },
      [['identify', 'jeff']],
    ],
    [
      'user variables, of which some may lack',
      { variables: { crazy_egg_var1: 'a', crazy_egg_var3: 3, crazy_egg_var4: null, crazy_egg_var5: '' } },
      [
        ['set', 1, 'a'],
        ['set', 3, 3],
        ['set', 5, ''],
      ],
    ],
    ['no sixth variable', { variables: { crazy_egg_var6: 'a' } }, []],
  ])('%s', (_, page, calls) => {
    expect(callsOf(page)).toEqual(calls)
  })
})

test('the page has the name of its snapshot before the library comes', () => {
  expect(crazyEgg({}).globals).toEqual({})
  expect(crazyEgg({ variables: { crazy_egg_snapshot_name: 'rhyme page' } }).globals).toEqual({
    CE_SNAPSHOT_NAME: 'rhyme page',
  })
})

test.each<[what: string, vendor: object | undefined]>([
  ['not there', undefined],
  ['without that call', { set: () => undefined }],
])('nothing breaks where the library is %s', (_, library) => {
  const vendors = {
    [file]: (window: Record<string, unknown>) => {
      if (library) window.CE2 = library
    },
  }
  expect(crazyEgg({ user: jeff, vendors }).errors).toEqual([])
})

test.each([
  ['12345678', file],
  ['123456789', 'https://script.crazyegg.com/pages/scripts/1234/56789.js'],
  ['1234567', 'https://script.crazyegg.com/pages/scripts/0123/4567.js'],
  [123, 'https://script.crazyegg.com/pages/scripts/0000/0123.js'],
])('the account %s loads %s', (number, address) => {
  expect(crazyEgg({ settings: { CRAZY_EGG_ACCOUNT_NUMBER: number } }).loads).toEqual([address])
})

test.each(['1234/5678', 'XXXXXXXX', 'UA-1234'])('the account %s is refused', (wrong) => {
  expect(() => createAnalytical({ settings: { CRAZY_EGG_ACCOUNT_NUMBER: wrong } })).toThrow('must be digits')
})
