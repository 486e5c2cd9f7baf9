import { describe, expect, test } from 'vitest'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { USERVOICE_WIDGET_KEY: 'abcdefGHIJKLmnopQRST' }
const page = (given: Partial<PageWith>) => trackingOf({ settings, ...given })
const trigger = ['addTrigger', {}]

describe('what UserVoice finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['its own button for an anonymous visitor', {}, [trigger]],
    ['no button where the site says so', { settings: { ...settings, USERVOICE_ADD_TRIGGER: false } }, []],
    ['no button where the page says so', { variables: { uservoice_add_trigger: false } }, []],
    [
      'a button where the page says so',
      { settings: { ...settings, USERVOICE_ADD_TRIGGER: false }, variables: { uservoice_add_trigger: true } },
      [trigger],
    ],
    [
      'the options of the site',
      { settings: { ...settings, USERVOICE_WIDGET_OPTIONS: { mode: 'contact' } } },
      [['set', { mode: 'contact' }], trigger],
    ],
    [
      'the options of the page, laid over the site’s',
      {
        settings: { ...settings, USERVOICE_WIDGET_OPTIONS: { mode: 'contact', locale: 'fr' } },
        variables: { uservoice_widget_options: { mode: 'satisfaction' } },
      },
      [['set', { mode: 'satisfaction', locale: 'fr' }], trigger],
    ],
    ['id and user name', { user: jeff }, [trigger, ['identify', { id: '17', name: 'jeff' }]]],
    [
      'e-mail address and full name where a setting grants them',
      { user: jeff, settings: { ...settings, USERVOICE_PERSONAL_DATA: ['email', 'name'] } },
      [trigger, ['identify', { id: '17', email: 'jeff@example.com', name: 'Jeffrey Bean' }]],
    ],
    [
      'when the user signed up, and the account',
      {
        user: { ...jeff, createdAt: new Date(1_700_000_000_500) },
        variables: { uservoice_account: { id: 5, name: 'Rhymes' } },
      },
      [
        trigger,
        ['identify', { id: '17', name: 'jeff', created_at: 1_700_000_000, account: { id: 5, name: 'Rhymes' } }],
      ],
    ],
    [
      'an identity that is an e-mail address as one',
      { variables: { uservoice_identity: 'ann@example.com' } },
      [trigger, ['identify', { id: 'ann@example.com', email: 'ann@example.com' }]],
    ],
    [
      'an identity at length',
      { user: jeff, variables: { uservoice_identity: { name: 'Ann', email: 'ann@example.com', type: 'Owner' } } },
      [trigger, ['identify', { email: 'ann@example.com', name: 'Ann', type: 'Owner' }]],
    ],
    [
      'a name as the shared identity',
      { variables: { analytical_identity: 'bob' } },
      [trigger, ['identify', { id: 'bob', name: 'bob' }]],
    ],
    ['nobody where the identity is switched off', { user: jeff, variables: { uservoice_identity: null } }, [trigger]],
    [
      'the session as traits of the user',
      { user: jeff, variables: { analytical_session: { type: 'Owner' } } },
      [trigger, ['identify', { id: '17', name: 'jeff', type: 'Owner' }]],
    ],
    ['no session of nobody', { variables: { analytical_session: { type: 'Owner' } } }, [trigger]],
  ])('%s', (_, given, queue) => {
    const { globals, errors } = page(given)
    expect(errors).toEqual([])
    expect(globals).toEqual({ UserVoice: queue })
  })
})

test.each<[variables: Record<string, unknown>]>([[{}], [{ uservoice_widget_key: '../../evil' }]])(
  'the file is the widget’s, whatever the page sets (%j)',
  (variables) => {
    expect(page({ variables }).loads).toEqual(['https://widget.uservoice.com/abcdefGHIJKLmnopQRST.js'])
  },
)

describe('a wrong setting', () => {
  test.each([
    ['USERVOICE_WIDGET_KEY', 'XXXXXXXXXXXXXXXXXXXX'],
    ['USERVOICE_WIDGET_KEY', 'abc/def'],
    ['USERVOICE_WIDGET_KEY', 'https://widget.uservoice.com/abc.js'],
    ['USERVOICE_WIDGET_OPTIONS', 'mode=contact'],
    ['USERVOICE_ADD_TRIGGER', 'maybe'],
  ])('%s %j is refused', (name, value) => {
    expect(() => page({ settings: { ...settings, [name]: value } })).toThrow(name)
  })
})
