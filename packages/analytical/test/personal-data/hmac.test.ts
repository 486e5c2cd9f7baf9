import { describe, expect, test } from 'vitest'
import { Secret } from '../../src/settings/secret.ts'
import { siteWithAll } from './all-services.ts'

describe('the HMAC', () => {
  // RFC 4231, test cases 1 and 2: the ones whose key and data are text.
  test.each([
    ['\x0b'.repeat(20), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    ['Jefe', 'what do ya want for nothing?', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
  ])('is HMAC-SHA-256: %j, %j', (key, text, expected) => {
    expect(new Secret(key).hmac(text)).toBe(expected)
  })
})

// printf '%s\0%s' <service> <identity> | openssl dgst -sha256 -hmac <secret>
const secret = 'correct horse battery staple'
const vectors: [service: string, identity: string, secret: string, hmac: string][] = [
  ['google_analytics', 'jeff@example.com', secret, 'f5c4293e84194b0c081174b47f4591b62a970afbfb5b0d0448bdf7629548dcf3'],
  ['google_analytics', 'žofie@example.com', secret, 'ac15fe291cc1001c3dcd62fb39a0a79bb95a25a549c549cf0d37cbe568eaee83'],
  ['google_analytics', '山田 太郎', secret, '959f999d33f4bd6cf24451adf26a3f1d75ffcb97e90f0d1eb25a408c4defe73b'],
  ['google_analytics', 'Zoë 😀 Poet', secret, '245f206e0f1f832be135e0b9bab96c7444d03f092c02cc890f4e6d833d455fa4'],
  ['google_ads', 'jeff@example.com', secret, 'b28d71edd1d7482358e4726120b893ded44f6a1cc60427725e7c3dff636dc0d4'],
  ['google_ads', '山田 太郎', secret, '61e7a57f2358958c5c18abb1ba53265f9744ee409567d46c6427c63222fdcaf0'],
  [
    'google_tag_manager',
    'žofie@example.com',
    secret,
    'edb3174e6a5d5cad2aa2d2b82bb46d8e9e872cc829053ad01b3cc58dba578645',
  ],
  ['google_tag_manager', 'Zoë 😀 Poet', secret, 'dcfb6587793b9a9b7b953bd8933c8e8e25d5c5319aeaab86a9a5af3052ecead9'],
  [
    'hubspot',
    'jeff@example.com',
    'pässwörter für Žofie',
    'fa54cbf47068b6aa82ae5c066926b6cbf07a4c4077479b6535fb85fcb3be11bb',
  ],
]

const hashesIn = (html: string) => [...new Set(html.match(/\b[0-9a-f]{64}\b/g))]

const hashesOf = (settings: object, user: object, variables?: object) =>
  new Map(
    siteWithAll(settings)
      .told(user, variables)
      .map(([service, html]) => [service, hashesIn(html)]),
  )

describe('ANALYTICAL_IDENTITY_SECRET', () => {
  test.each(vectors)('%s gets for %s, with %s', (service, username, ANALYTICAL_IDENTITY_SECRET, hmac) => {
    expect(hashesOf({ ANALYTICAL_IDENTITY_SECRET }, { username, name: username }).get(service)).toEqual([hmac])
  })

  test('is taken without the white space that a file ends in', () => {
    const [[service, username, , hmac]] = vectors as [(typeof vectors)[0]]
    expect(hashesOf({ ANALYTICAL_IDENTITY_SECRET: ` ${secret}\n` }, { username }).get(service)).toEqual([hmac])
  })

  test('no two services get the same, nor two users', () => {
    const users = ['jeff@example.com', 'žofie@example.com', '山田 太郎', 'Jeff@example.com', 'jeff@example.com ']
    const settings = { ANALYTICAL_IDENTITY_SECRET: secret }
    const all = users.flatMap((username) => [...hashesOf(settings, { username, name: username }).values()].flat())
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBeGreaterThan(3 * users.length)
  })

  test('every service that hears of users gets the same hash again, and never more than one', () => {
    const settings = { ANALYTICAL_IDENTITY_SECRET: secret }
    const user = { username: 'jeff@example.com' }
    const found = hashesOf(settings, user)
    expect(hashesOf(settings, user)).toEqual(found)
    expect([...found].filter(([, hashes]) => hashes.length > 1)).toEqual([])
  })
})

describe('a service’s own secret signs whom it is told', () => {
  const all = ['email', 'name']
  const own: [service: string, settings: object, user: object, variables: object, hash: string | undefined][] = [
    ...(
      [
        [{ id: 7 }, 'ec4947733e46f63ccc3d6d2b526c0632d05f516a0e6c0e32c496b03b3ccf5430'],
        [{ username: 'žofie' }, '2dd6f193e7da647bd807e1c79da616ae049c238e054bf4b733b1d12877c9297b'],
        [
          { username: null, email: 'jeff@example.com' },
          '09f8cdbe3e19d338f0f8485fde1cf5bda2024a7e24425bb1325054fa9b8d79d6',
        ],
        [{}, undefined],
      ] as const
    ).map(
      ([user, hash]) =>
        [
          'intercom',
          { INTERCOM_HMAC_SECRET_KEY: 'intercom identity secret', INTERCOM_PERSONAL_DATA: all },
          user,
          {},
          hash,
        ] as [string, object, object, object, string | undefined],
    ),
    [
      'crisp',
      { CRISP_VERIFICATION_SECRET: 'crisp verification secret', CRISP_PERSONAL_DATA: all },
      { email: 'jeff@example.com' },
      {},
      '685f5f022a20235036edc607fbafb5a62ef98da399304a23fd73c96ed1751ee7',
    ],
    [
      'crisp',
      { CRISP_VERIFICATION_SECRET: 'crisp verification secret', CRISP_PERSONAL_DATA: all },
      { email: 'žofie@example.com' },
      {},
      '7f88bdf59048f3ff0722cb9b7e0bd3a92478ae32127bcd001bbd74dad046cd77',
    ],
    ['crisp', { CRISP_VERIFICATION_SECRET: 'crisp verification secret' }, { email: 'jeff@example.com' }, {}, undefined],
    [
      'crisp',
      { CRISP_VERIFICATION_SECRET: 'crisp verification secret', CRISP_PERSONAL_DATA: all },
      { username: 'jeff' },
      { crisp_email: 'jeff@example.com' },
      undefined,
    ],
  ]

  // printf '%s' <who> | openssl dgst -sha256 -hmac <secret>
  test.each(own)('%s, %j, %j, %j', (service, settings, user, variables, hash) => {
    const found = hashesOf(settings, user, variables)
    expect(found.get(service)).toEqual(hash === undefined ? [] : [hash])
    expect([...found].filter(([other, hashes]) => other !== service && hashes.includes(hash as string))).toEqual([])
  })
})
