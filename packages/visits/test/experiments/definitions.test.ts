import { describe, expect, test } from 'vitest'
import { createVisits } from '../../src/index.ts'

const home = { variants: ['quiet', 'loud'], goal: 'rhyme posted' }
const create = (experiments: unknown) => () => createVisits({ experiments } as never)

describe('experiments are checked at start', () => {
  test.each<[unknown, string]>([
    [
      'home',
      `experiments must be an object, like { running: { home: { variants: ['quiet', 'loud'], goal: 'rhyme posted' } } } (got "home")`,
    ],
    [{}, 'experiments.running must be an object of up to 100 experiments'],
    [
      { running: { home }, runing: {} },
      'experiments: "runing" is no part of it: there are running, session, unit, preview',
    ],
    [
      { running: { home: null } },
      `the experiment "home" must be an object, like { variants: ['quiet', 'loud'], goal: 'rhyme posted' } (got null)`,
    ],
    [
      { running: { home }, unit: 'my cookie' },
      `experiments.unit must be a cookie's name, like "visitor", or a function`,
    ],
  ])('what is none is refused: %j', (experiments, message) => {
    expect(create(experiments)).toThrow(message)
  })

  test.each<[object, string]>([
    [{ variants: ['quiet'] }, 'variants must be 2 to 20 names, like ["quiet", "loud"] (got a list of 1)'],
    [
      { variants: ['quiet', 'loud', 'quiet'] },
      'a variant must be named once, like ["quiet", "loud"] (got "quiet" twice)',
    ],
    [
      { variants: ['quiet', 'lo\u0000ud'] },
      'a variant must be named by at most 64 bytes of text without control characters or spaces at its ends, like "loud" (got "lo\\u0000ud")',
    ],
    [{ goal: '' }, 'goal must be the name of an event, like "rhyme posted" (got "")'],
    [{ weights: [0.5, 0.4] }, 'weights must sum up to 1, like [0.7, 0.3] (got 0.9)'],
    [{ weights: [1] }, 'weights must be a number for each variant, like [0.7, 0.3] (got a list of 1)'],
    [{ weights: [1.5, -0.5] }, 'weights must be a number for each variant'],
    [{ weights: [Number.NaN, 1] }, 'weights must be a number for each variant'],
    [{ coverage: 0 }, 'coverage must be a number above 0 and up to 1, like 0.5 (got 0)'],
    [
      { namespace: ['front page', 0.5, 0.5] },
      'namespace must be a name and a part from 0 to 1, like ["front page", 0, 0.5]',
    ],
    [{ on: 'home' }, 'on must be a path, a list of them or a function, like "/" (got "home")'],
    [{ minimum: 0 }, 'minimum must be a whole number above 0, like 500 (got 0)'],
    [{ seed: 7 }, 'seed must be a text of up to 256 characters, like "home 2" (got 7)'],
    [{ wieghts: [] }, '"wieghts" is no part of it: there are variants, goal, weights'],
  ])('with what is wrong in one: %j', (part, message) => {
    expect(create({ running: { home: { ...home, ...part } } })).toThrow(`the experiment "home": ${message}`)
  })

  test('names are text, of any language, and of no more than 64 bytes', () => {
    for (const name of ['', ' home', 'a\nb', '\ud800', 'ä'.repeat(33), '\u202ehome'])
      expect(create({ running: { [name]: home } })).toThrow('must be named by at most 64 bytes of text')
    expect(create({ running: { 'Küche 🎈': { ...home, variants: ['hell', 'dunkel — grün'] } } })).not.toThrow()
  })

  test('all that is wrong is told at once', () => {
    const wrong = { ...home, variants: ['a', 'a'], weights: [0.9, 0.2], coverage: 2 }
    expect(create({ running: { home: wrong, other: 7 }, preview: 'all' })).toThrow(
      [
        '5 options are wrong:',
        '  - experiments.preview must be true, or a function, like (request) => request.user?.isEditor (got "all")',
        '  - the experiment "home": a variant must be named once, like ["quiet", "loud"] (got "a" twice)',
        '  - the experiment "home": weights must sum up to 1, like [0.7, 0.3] (got 1.1)',
        '  - the experiment "home": coverage must be a number above 0 and up to 1, like 0.5 (got 2)',
        `  - the experiment "other" must be an object, like { variants: ['quiet', 'loud'], goal: 'rhyme posted' } (got 7)`,
      ].join('\n'),
    )
  })
})
