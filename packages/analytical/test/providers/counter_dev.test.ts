import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, trackingOf } from './tracking-of.ts'

const id = '5c8a1f0e-7b3d-4e62-9a41-d0f6b2c7e913'
const settings = { COUNTER_DEV_ID: id }
const file = '<script async src="https://cdn.counter.dev/script.js"'

describe('the element that Counter.dev’s script reads', () => {
  test.each<[what: string, more: Record<string, unknown>, attributes: string]>([
    ['has the id', {}, `data-id="${id}"`],
    ['has the hours from UTC', { COUNTER_DEV_UTCOFFSET: -5 }, `data-id="${id}" data-utcoffset="-5"`],
    ['has UTC itself', { COUNTER_DEV_UTCOFFSET: 0 }, `data-id="${id}" data-utcoffset="0"`],
    [
      'has the time zone',
      { COUNTER_DEV_TIMEZONE: 'America/New_York' },
      `data-id="${id}" data-timezone="America/New_York"`,
    ],
    [
      'has a server of the site’s own',
      { COUNTER_DEV_SERVER: 'https://counter.rhymes.example/' },
      `data-id="${id}" data-server="https://counter.rhymes.example"`,
    ],
  ])('%s', (_, more, attributes) => {
    const analytical = createAnalytical({ settings: { ...settings, ...more } })
    expect(analytical.render('counter_dev')).toBe(`${file} ${attributes}></script>\n`)
  })
})

test('nothing is told of the visitor', () => {
  const variables = { analytical_session: { plan: 'gold' }, analytical_goal: 5, analytical_events: [['liked']] }
  const { globals, loads, images, frames, errors } = trackingOf({ settings, user: jeff, variables })
  expect({ globals, loads, images, frames, errors }).toEqual({
    globals: {},
    loads: ['https://cdn.counter.dev/script.js'],
    images: [],
    frames: [],
    errors: [],
  })
})

test('the policy has the host that counts', () => {
  const own = { ...settings, COUNTER_DEV_SERVER: 'https://counter.rhymes.example' }
  expect(createAnalytical({ settings }).csp()).toMatchObject({ 'connect-src': ['https://t.counter.dev'] })
  expect(createAnalytical({ settings: own }).csp()).toMatchObject({ 'connect-src': ['https://counter.rhymes.example'] })
})

test.each([
  ['COUNTER_DEV_ID', 'G-ABCDE12345', 'must be a UUID'],
  ['COUNTER_DEV_ID', 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx', 'must be a UUID, your own'],
  ['COUNTER_DEV_UTCOFFSET', '5.5', 'must be whole hours'],
  ['COUNTER_DEV_UTCOFFSET', '15', 'must be whole hours'],
  ['COUNTER_DEV_TIMEZONE', 'Europe/Berlin"', 'must be the name of a time zone'],
  ['COUNTER_DEV_SERVER', 'http://counter.rhymes.example', 'must be reached by https'],
  ['COUNTER_DEV_SERVER', 'https://jeff@counter.rhymes.example', 'must not hold a user name'],
])('%s %s is refused with the reason', (name, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [name]: value } })).toThrow(`${name} ${reason}`)
})

test('personal data cannot be granted', () => {
  expect(() => createAnalytical({ settings: { ...settings, COUNTER_DEV_PERSONAL_DATA: ['email'] } })).toThrow(
    'COUNTER_DEV_PERSONAL_DATA is no setting',
  )
})
