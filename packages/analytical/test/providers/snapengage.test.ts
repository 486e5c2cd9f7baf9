import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { SNAPENGAGE_WIDGET_ID: 'ec329c69-0bf0-4db8-9b77-3f8150fb977e' }
const file = 'https://storage.googleapis.com/code.snapengage.com/js/ec329c69-0bf0-4db8-9b77-3f8150fb977e.js'

/** What SnapEngage's library is told once it has run. */
function callsOf(page: Partial<PageWith>): unknown[] {
  const calls: unknown[] = []
  const methods = ['setUserEmail', 'setUserName', 'setLocale', 'allowChatSound', 'allowProactiveChat', 'hideButton']
  const library = Object.fromEntries(
    [...methods, 'setCustomField'].map((name) => [name, (...told: unknown[]) => calls.push([name, ...told])]),
  )
  const { errors, loads } = trackingOf({
    settings,
    ...page,
    vendors: {
      [file]: (window) => {
        window.SnapEngage = library
      },
    },
  })
  expect(errors).toEqual([])
  expect(loads).toEqual([file])
  return calls
}

describe('what SnapEngage’s library is told', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['nothing of an anonymous visitor', {}, []],
    ['the user name', { user: jeff }, [['setUserName', 'jeff']]],
    [
      'e-mail address and full name where a setting grants them',
      { user: jeff, settings: { ...settings, SNAPENGAGE_PERSONAL_DATA: ['email', 'name'] } },
      [
        ['setUserEmail', 'jeff@example.com'],
        ['setUserName', 'Jeffrey Bean'],
      ],
    ],
    [
      'no empty e-mail address',
      { user: { ...jeff, email: '' }, settings: { ...settings, SNAPENGAGE_PERSONAL_DATA: ['email'] } },
      [['setUserName', 'jeff']],
    ],
    [
      'an identity that is an e-mail address as one',
      { variables: { snapengage_identity: 'ann@example.com' } },
      [['setUserEmail', 'ann@example.com']],
    ],
    [
      'the page’s own address and name',
      { user: jeff, variables: { snapengage_email: 'ann@example.com', snapengage_name: 'Ann' } },
      [
        ['setUserEmail', 'ann@example.com'],
        ['setUserName', 'Ann'],
      ],
    ],
    [
      'an address that cannot be changed',
      {
        settings: { ...settings, SNAPENGAGE_READONLY_EMAIL: true },
        variables: { snapengage_email: 'ann@example.com' },
      },
      [['setUserEmail', 'ann@example.com', true]],
    ],
    [
      'an address that can be changed on this page',
      {
        settings: { ...settings, SNAPENGAGE_READONLY_EMAIL: true },
        variables: { snapengage_email: 'ann@example.com', snapengage_readonly_email: false },
      },
      [['setUserEmail', 'ann@example.com']],
    ],
    [
      'locale, sounds and button of the site',
      { settings: { ...settings, SNAPENGAGE_LOCALE: 'fr_CA', SNAPENGAGE_SOUNDS: false, SNAPENGAGE_BUTTON: 0 } },
      [['setLocale', 'fr_CA'], ['allowChatSound', false], ['hideButton']],
    ],
    [
      'locale, sounds and button of the page before the site’s',
      {
        settings: { ...settings, SNAPENGAGE_LOCALE: 'fr_CA', SNAPENGAGE_SOUNDS: false, SNAPENGAGE_BUTTON: '0' },
        variables: { snapengage_locale: 'de', snapengage_sounds: true, snapengage_button: 1 },
      },
      [
        ['setLocale', 'de'],
        ['allowChatSound', true],
      ],
    ],
    [
      'nothing where the page says null',
      {
        settings: { ...settings, SNAPENGAGE_LOCALE: 'fr', SNAPENGAGE_SOUNDS: false },
        variables: { snapengage_locale: null, snapengage_sounds: null },
      },
      [],
    ],
    [
      'whether the chat may open by itself',
      { variables: { snapengage_proactive_chat: false } },
      [['allowProactiveChat', false]],
    ],
    [
      'the session as custom fields, its own laid over it',
      {
        user: jeff,
        variables: { analytical_session: { plan: 'gold', age: 5 }, snapengage_custom_fields: { plan: 'pro' } },
      },
      [
        ['setUserName', 'jeff'],
        ['setCustomField', 'plan', 'pro'],
        ['setCustomField', 'age', 5],
      ],
    ],
  ])('%s', (_, page, calls) => {
    expect(callsOf(page)).toEqual(calls)
  })
})

test('a file that declines to start costs no error', () => {
  expect(trackingOf({ settings, user: jeff, vendors: { [file]: () => {} } }).errors).toEqual([])
})

describe('what SnapEngage had a call for once', () => {
  test.each<[given: Record<string, unknown>, told: string[]]>([
    [
      {
        SNAPENGAGE_FORM_POSITION: 'tl',
        SNAPENGAGE_FORM_TOP_POSITION: 40,
        SNAPENGAGE_SHOW_OFFLINE: false,
        SNAPENGAGE_SCREENSHOTS: false,
        SNAPENGAGE_OFFLINE_SCREENSHOTS: false,
        SNAPENGAGE_BUTTON_EFFECT: '-4px',
        SNAPENGAGE_BUTTON_LOCATION: 1,
        SNAPENGAGE_BUTTON_LOCATION_OFFSET: '55%',
      },
      [
        'SNAPENGAGE_FORM_POSITION, SNAPENGAGE_FORM_TOP_POSITION, SNAPENGAGE_SHOW_OFFLINE, SNAPENGAGE_SCREENSHOTS, SNAPENGAGE_OFFLINE_SCREENSHOTS, SNAPENGAGE_BUTTON_EFFECT, SNAPENGAGE_BUTTON_LOCATION, SNAPENGAGE_BUTTON_LOCATION_OFFSET are ignored: SnapEngage’s script of today has no such call. Set this in SnapEngage’s Admin Dashboard instead',
      ],
    ],
    [
      { SNAPENGAGE_DOMAIN: 'example.com', SNAPENGAGE_SECURE_CONNECTION: true },
      [
        'SNAPENGAGE_DOMAIN, SNAPENGAGE_SECURE_CONNECTION are ignored: SnapEngage’s script of today has no such call, and always uses a secure connection',
      ],
    ],
    [
      { SNAPENGAGE_BUTTON: 'https://example.com/chat.png' },
      [
        'SNAPENGAGE_BUTTON is ignored: SnapEngage’s script of today takes no image. Set this in SnapEngage’s Admin Dashboard instead',
      ],
    ],
    [{ SNAPENGAGE_BUTTON: 2 }, []],
  ])('%j', (given, told) => {
    const { enabled, problems } = createAnalytical({ settings: { ...settings, ...given }, onProblems: () => {} })
    expect(enabled).toEqual(['snapengage'])
    expect(problems.map(({ level, message }) => `${level}: ${message}`)).toEqual(told.map((text) => `warning: ${text}`))
  })
})

describe('a wrong setting', () => {
  test.each([
    ['SNAPENGAGE_WIDGET_ID', 'XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX'],
    ['SNAPENGAGE_WIDGET_ID', '12345678'],
    ['SNAPENGAGE_WIDGET_ID', file],
    ['SNAPENGAGE_LOCALE', 'French'],
    ['SNAPENGAGE_BUTTON', 3],
  ])('%s %j is refused', (name, value) => {
    expect(() => trackingOf({ settings: { ...settings, [name]: value } })).toThrow(name)
  })
})
