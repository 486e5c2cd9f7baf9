import { describe, expect, test } from 'vitest'
import { probe, site } from '../probe.ts'

const providers = [probe('probe', { terms: 'no personal data' } as never)]

/** What a service that may know no person sees of a page. */
const seenOf = (context: object) => JSON.stringify(site({ providers }).seen(context))

const itself = (text: string) => ({ toString: () => text })
const asJson = (value: unknown) => ({ toJSON: () => value })

describe('an e-mail address that is told by way of', () => {
  test.each<[what: string, context: object]>([
    ['a title that says itself what it is', { analytical_page: { title: itself('ann@example.com') } }],
    ['a goal’s name', { analytical_goal: { id: 5, name: itself('ann@example.com') } }],
    ['a split’s version', { analytical_split: { name: 'a', version: itself('ann@example.com') } }],
    ['JSON of JSON', { analytical_session: { a: asJson(asJson('ann@example.com')) } }],
    ['JSON of a function', { analytical_session: { a: Object.assign(() => {}, asJson('ann@example.com')) } }],
    ['JSON without an end', { analytical_session: { a: endless('ann@example.com') } }],
    ['a fullwidth sign in an address', { analytical_page: { href: '/u/ann%EF%BC%A0example.com' } }],
    ['a small sign in an address', { analytical_page: { href: '/u/ann%EF%B9%ABexample.com' } }],
    ['an encoded percent sign', { analytical_page: { href: '/u/ann%%34%30example.com' } }],
    ['twice encoded digits', { analytical_page: { href: '/u/ann%25%34%30example.com' } }],
    ['many times encoded', { analytical_page: { href: '/u/ann%252525252540example.com' } }],
    ['an entity', { analytical_page: { title: 'ann&#64;example.com' } }],
    ['a hexadecimal entity', { analytical_page: { title: 'ann&#x40;example.com' } }],
  ])('%s does not arrive', (_, context) => {
    expect(seenOf(context)).not.toMatch(/ann|example\.com/)
  })
})

function endless(text: string): object {
  return { text, toJSON: () => endless(text) }
}

describe('the name of who is signed in', () => {
  test.each([
    ['Ann Poet', 'ANN POET'],
    ['Ann Poet', 'Ann+Poet'],
    ['Ann Poet', 'Ann%20Poet'],
    ['Ann Poet', 'Ann%2520Poet'],
    ['Hans Groß', 'HANS GROSS'],
    ['İbrahim Çelik', 'İBRAHİM ÇELİK'],
    ['Işıl Yıldız', 'IŞIL YILDIZ'],
    ["Sean O'Brien", 'Sean O’Brien'],
    ['Ann Poet', 'Ann\u200b Po\u00adet'],
    ['דנה לוי', '\u200fדנה לוי\u200e'],
  ])('%s does not arrive as %s', (name, spelled) => {
    const seen = seenOf({ user: { username: 'u17', name }, analytical_page: { title: `Inbox of ${spelled}` } })
    expect(seen).toContain('u17')
    expect(seen).not.toContain('Inbox')
  })
})

test.each(['ann-poet', 'ann_poet', 'ann.poet'])(
  'a full name in the form of a user name, %s, is taken for one',
  (name) => {
    const { analytical, seen } = site({ providers })
    const user = { username: name, name: 'Ann Poet' }
    const view = analytical.pageView({ user }).event(name)
    const { identity, page, events } = seen({ analytical: view, analytical_page: { href: `/poets/${name}` } })
    expect({ identity, page, events }).toEqual({
      identity: name,
      page: { href: `/poets/${name}` },
      events: [[name, {}]],
    })
  },
)
