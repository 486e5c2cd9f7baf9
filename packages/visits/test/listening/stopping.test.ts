import { afterEach, describe, expect, test } from 'vitest'
import { Site } from '../site.ts'
import { until } from '../until.ts'
import { withoutStore } from '../without-store.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

describe('after stop', () => {
  test('a response that ends later is not counted, and not taken for an aborted one', async () => {
    const { visits, hits, end } = withoutStore()
    const answers: (() => void)[] = []
    const site = await Site.start((_, response) => {
      answers.push(() => response.end('late'))
    })
    endings.push(end)
    visits.listen()
    const asked = site.get('/')
    await until('the site is asked', () => answers.length === 1)
    await visits.stop({ deadline: 10 })
    answers[0]?.()
    expect((await asked).body).toBe('late')
    await site.close()
    expect(hits).toEqual([])
  })

  test('an event is told to have come too late, and listen is refused', async () => {
    const { visits, errors, end } = withoutStore()
    endings.push(end)
    await visits.stop({ deadline: 10 })
    visits.event('too late')
    expect(errors).toEqual(['event() must come before stop(): it is not counted'])
    expect(() => visits.listen()).toThrow('listen() must come before stop()')
  })

  test('a second stop gets the answer of the first', async () => {
    const { visits, errors, end } = withoutStore()
    endings.push(end)
    visits.event('once')
    const [first, second] = [visits.stop({ deadline: 10 }), visits.stop()]
    expect(await Promise.all([first, second])).toEqual([false, false])
    expect(errors.filter((error) => error.startsWith('stopped with'))).toHaveLength(1)
  })
})
