import { describe, expect, test } from 'vitest'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { OLARK_SITE_ID: '1234-567-10-8901' }
const page = (given: Partial<PageWith>) => trackingOf({ settings, ...given })
const nickname = (snippet: unknown) => ['api.chat.updateVisitorNickname', { snippet }]
const text = (key: string, value: unknown) => ['configure', `locale.${key}`, value]
const identify = ['identify', '1234-567-10-8901']

describe('the calls that wait for Olark’s loader', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['the site alone for an anonymous visitor', {}, []],
    ['the user name', { user: jeff }, [nickname('jeff')]],
    [
      'full name and e-mail address where a setting grants them',
      { user: jeff, settings: { ...settings, OLARK_PERSONAL_DATA: ['email', 'name'] } },
      [
        nickname('Jeffrey Bean (jeff)'),
        ['api.visitor.updateFullName', { fullName: 'Jeffrey Bean' }],
        ['api.visitor.updateEmailAddress', { emailAddress: 'jeff@example.com' }],
      ],
    ],
    [
      'the page’s own words',
      {
        user: jeff,
        variables: {
          olark_nickname: 'Ann',
          olark_fullname: 'Ann Poet',
          olark_email: 'ann@example.com',
          olark_phone: '+1 555 0100',
          olark_status: 'writes',
        },
      },
      [
        nickname('Ann'),
        ['api.visitor.updateFullName', { fullName: 'Ann Poet' }],
        ['api.visitor.updateEmailAddress', { emailAddress: 'ann@example.com' }],
        ['api.visitor.updatePhoneNumber', { phoneNumber: '+1 555 0100' }],
        ['api.chat.updateVisitorStatus', { snippet: 'writes' }],
      ],
    ],
    ['no nickname where the page says null', { user: jeff, variables: { olark_nickname: null } }, []],
    ['whom the page names', { user: jeff, variables: { olark_identity: 'the poet' } }, [nickname('the poet')]],
    [
      'several lines of status',
      { variables: { olark_status: ['10 rhymes', 'gold'] } },
      [['api.chat.updateVisitorStatus', { snippet: ['10 rhymes', 'gold'] }]],
    ],
    [
      'the session as custom fields, its own laid over it',
      { user: jeff, variables: { analytical_session: { plan: 'gold', age: 5 }, olark_custom_fields: { plan: 'pro' } } },
      [nickname('jeff'), ['api.visitor.updateCustomFields', { plan: 'pro', age: 5 }]],
    ],
    [
      'the texts of the chat box',
      { variables: { olark_welcome_title: "Let's talk", olark_introduction_messages: 'Hello' } },
      [text('welcome_title', "Let's talk"), text('introduction_messages', 'Hello')],
    ],
  ])('%s', (_, given, calls) => {
    const { globals, errors } = page(given)
    expect(errors).toEqual([])
    expect(queueOf(globals).s).toEqual([...calls, identify])
  })
})

interface Queue {
  s: unknown[]
  t: unknown[]
  c: object
  i: string
  l: string
}

const queueOf = ({ olark }: Readonly<Record<string, unknown>>) => (olark as { _: Queue })._

test('the loader finds site, configuration, times and its own address beside the calls', () => {
  const { c, i, l, s, t } = queueOf(page({ variables: { olark_away_message: 'Gone' } }).globals)
  expect({ c, i, l, times: t.length }).toEqual({
    c: { 'locale.away_message': 'Gone' },
    i: '1234-567-10-8901',
    l: 'static.olark.com/jsclient/loader.js',
    times: s.length + 1,
  })
})

test('a group of operators is told before the site', () => {
  const { s } = queueOf(page({ settings: { ...settings, OLARK_GROUP_ID: 'abcdef0123456789' } }).globals)
  expect(s).toEqual([['configure', 'system.group', 'abcdef0123456789'], identify])
})

test.each([
  'welcome_title',
  'chatting_title',
  'unavailable_title',
  'busy_title',
  'away_message',
  'loading_title',
  'welcome_message',
  'busy_message',
  'chat_input_text',
  'name_input_text',
  'email_input_text',
  'offline_note_message',
  'send_button_text',
  'offline_note_thankyou_text',
  'offline_note_error_text',
  'offline_note_sending_text',
  'operator_is_typing_text',
  'operator_has_stopped_typing_text',
  'introduction_error_text',
  'introduction_messages',
  'introduction_submit_button_text',
])('olark_%s is a text of the chat box', (key) => {
  expect(queueOf(page({ variables: { [`olark_${key}`]: 'Hi' } }).globals).s).toEqual([text(key, 'Hi'), identify])
})

test('the loader is the same for everybody', () => {
  expect(page({}).loads).toEqual(['https://static.olark.com/jsclient/loader.js'])
})

describe('a wrong setting', () => {
  test.each([
    ['OLARK_SITE_ID', 'XXXX-XXX-XX-XXXX'],
    ['OLARK_SITE_ID', '1234-567-108901'],
    ['OLARK_SITE_ID', 'https://www.olark.com/1234-567-10-8901'],
    ['OLARK_GROUP_ID', 'sales'],
  ])('%s %j is refused', (name, value) => {
    expect(() => page({ settings: { ...settings, [name]: value } })).toThrow(name)
  })
})
