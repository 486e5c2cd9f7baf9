import fc from 'fast-check'
import { fullWidth, sampled, type Telling } from './corpus.ts'

const domains = [
  ...[
    'example.com',
    'mail.example.org',
    'EXAMPLE.NET',
    'a.b.c.example',
    'localhost',
    '[192.0.2.1]',
    '[IPv6:2001:db8::1]',
  ],
  ...[
    'müller.example',
    'xn--mller-kva.example',
    'пример.испытание',
    '例え.テスト',
    'xn--r8jz45g.xn--zckzah',
    'BÜRO.Example',
  ],
]

/** A local part around a word that is this address's alone. */
const locals: readonly ((mark: string) => string)[] = [
  (mark) => mark,
  (mark) => `${mark}+newsletter`,
  (mark) => `ann.${mark}`,
  (mark) => `ANN_${mark.toUpperCase()}`,
  (mark) => `"ann ${mark}"`,
  (mark) => `"${mark}@home"`,
  (mark) => `o'${mark}`,
  (mark) => `{${mark}}/=?^~!#$%&*`,
  (mark) => `жанна-${mark}`,
  (mark) => `${mark}${'x'.repeat(50)}`,
]

const encoded = (address: string) => encodeURIComponent(address)
const encodedTwice = (address: string) => encoded(encoded(address))

const spellings: readonly ((address: string) => string)[] = [
  (address) => address,
  (address) => address.toUpperCase(),
  (address) => `  ${address}\n`,
  (address) => address.replaceAll('@', '＠'),
  (address) => address.replaceAll('@', '﹫'),
  (address) => fullWidth(address),
  (address) => address.normalize('NFD'),
  (address) => address.replaceAll('@', '%40'),
  (address) => encoded(address),
  (address) => encoded(address).toLowerCase(),
  (address) => encodedTwice(address),
  (address) => encoded(encodedTwice(address)),
  (address) => `mailto:${address}`,
  (address) => `mailto:${encoded(address)}?subject=Rhymes`,
  (address) => `Ann Poet <${address}>`,
  (address) => `<${address}>`,
  (address) => `write to ${address}, or call`,
  (address) => `Anfragen an ${address.toUpperCase()}!`,
  (address) => `https://rhymes.example/users/${address}/edit`,
  (address) => `https://rhymes.example/users/${encoded(address)}#top`,
  (address) => `https://rhymes.example/?mail=${encoded(address)}&tab=2`,
  (address) => `https://login.example/?next=${encoded(`/reset?mail=${encoded(address)}`)}`,
  (address) => `https://${address.replaceAll(/[^a-z0-9@.]/gi, '')}/inbox`,
  (address) => `a@b.example, ${address}; c@d.example`,
  (address) => JSON.stringify({ mail: address }),
]

const parts = fc.record({
  local: fc.constantFrom(...locals),
  domain: fc.constantFrom(...domains),
  spelled: fc.constantFrom(...spellings),
})

/** E-mail addresses as people type them and sites write them. */
export const addresses: readonly Telling[] = sampled(parts, 1000).map(({ local, domain, spelled }, index) => {
  const words = `zq${index}mark`
  return { text: spelled(`${local(words)}@${domain}`), words }
})
