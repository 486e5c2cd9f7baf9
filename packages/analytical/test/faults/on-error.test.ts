import { format, inspect } from 'node:util'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { AnalyticalOptions } from '../../src/analytical.ts'
import { createAnalytical } from '../../src/analytical.ts'
import { idsOf, probe } from '../probe.ts'
import { unhandledRejections } from './unhandled-rejections.ts'

const rejected = unhandledRejections()
afterEach(() => vi.restoreAllMocks())

const thrown = (error: unknown) => () => {
  throw error
}

function revoked<T extends object>(target: T): T {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

const unprintable = { [inspect.custom]: thrown(new Error('not to be printed')) }

/** A page of two services of which the first fails with an error; the console writes as Node's does. */
function pageWhere(error: unknown, onError?: AnalyticalOptions['onError']): string {
  vi.spyOn(console, 'error').mockImplementation((...given) => void format(...given))
  const providers = [
    probe('faulty', { tags: { faulty: { position: 'body_bottom', data: thrown(error) } } }),
    probe('other'),
  ]
  const analytical = createAnalytical({
    providers,
    settings: idsOf(providers),
    ...(onError === undefined ? {} : { onError }),
  })
  return analytical.render('analytical_body_bottom', {})
}

const whole = pageWhere(new Error('broken'), () => {})

describe('onError costs nothing where it', () => {
  test.each<[string, () => unknown]>([
    ['throws', thrown(new Error('no log'))],
    ['throws undefined', thrown(undefined)],
    ['throws a symbol', thrown(Symbol('no log'))],
    ['throws a revoked proxy', thrown(revoked({}))],
    ['throws what cannot be printed', thrown(unprintable)],
    ['rejects', async () => Promise.reject(new Error('no log'))],
    ['rejects with what cannot be printed', async () => Promise.reject(unprintable)],
    ['never settles', () => new Promise(() => {})],
    ['returns a revoked proxy', () => revoked({})],
    [
      'returns what has a then that throws',
      () => Object.defineProperty({}, 'then', { value: thrown(new Error('no log')) }),
    ],
    [
      'returns what has a getter then that throws',
      () => Object.defineProperty({}, 'then', { get: thrown(new Error()) }),
    ],
    ['is a revoked proxy', revoked(() => {})],
    ['is no function', 'log' as never],
  ])('%s', async (_, onError) => {
    const left = await rejected(() => expect(pageWhere(new Error('broken'), onError)).toBe(whole))
    expect(left).toEqual([])
  })
})

describe('without onError a page is whole whatever is thrown, and it is printed', () => {
  test.each<[string, unknown]>([
    ['an error', new Error('broken')],
    [
      'an error whose message throws',
      Object.defineProperty(new Error(), 'message', { get: thrown(new Error('no message')) }),
    ],
    ['undefined', undefined],
    ['a symbol', Symbol('broken')],
    ['an object without a prototype', Object.create(null)],
    ['what cannot be printed', unprintable],
    ['a revoked proxy', revoked({})],
  ])('%s', (_, error) => {
    expect(pageWhere(error)).toBe(whole)
    expect(console.error).toHaveBeenCalled()
  })
})
