import fc from 'fast-check'
import { fullWidth, sampled, type Telling } from './corpus.ts'

const firsts = [
  ...[
    'Jeffrey',
    'ANN',
    'René',
    'Zoë',
    'Siobhán',
    "D'Arcy",
    'Jean-Luc',
    'Øyvind',
    'Đặng',
    'Łucja',
    'Jürgen',
    'Ana María',
  ],
  ...['Γιώργος', 'Наталья', '山田', 'สมชาย', '지훈', 'אברהם', 'محمد', 'अमित', 'Þórdís', 'Ştefan'],
]
const lasts = [
  ...[
    'Bean',
    'McDonald',
    "O'Brien",
    'de la Cruz',
    'van den Berg',
    'García',
    'Nguyễn',
    'Smith-Jones',
    'Žižka',
    'Ångström',
  ],
  ...['Παπαδάκη', 'Иванова', '太郎', 'ใจดี', '김', 'כהן', 'الفارسي', 'शर्मा', 'Guðmundsdóttir', 'Popescu'],
]

const twice = (name: string) => encodeURIComponent(encodeURIComponent(name))

const spellings: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => name.toLowerCase(),
  (name) => `  ${name.replaceAll(' ', '  ')}\t`,
  (name) => name.replaceAll(' ', '\u00a0'),
  (name) => name.replaceAll(' ', '\u3000'),
  (name) => name.replaceAll(' ', '\n'),
  (name) => name.normalize('NFD'),
  (name) => fullWidth(name),
  (name) => `Rhymes of ${name}, by date`,
  (name) => `“${name.toUpperCase()}’s rhymes”`,
  (name) => `${name}<${name}>`,
  (name) => encodeURIComponent(name),
  (name) => encodeURIComponent(name).toLowerCase(),
  (name) => encodeURIComponent(name.normalize('NFD')),
  (name) => twice(name),
  (name) => encodeURIComponent(twice(name)),
  (name) => `https://rhymes.example/poets/${encodeURI(name)}?page=2`,
  (name) => `/search?${new URLSearchParams({ poet: name, page: '2' })}`,
  (name) => `/login?${new URLSearchParams({ next: `/poets?${new URLSearchParams({ of: name })}` })}`,
]

const recorded: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => ` ${name.replaceAll(' ', '   ')} `,
  (name) => name.normalize('NFD'),
]

/** A full name as the user's record has it, and as it stands elsewhere. */
interface Name extends Telling {
  recorded: string
}

const parts = fc.record({
  first: fc.constantFrom(...firsts),
  last: fc.constantFrom(...lasts),
  spelled: fc.constantFrom(...spellings),
  recorded: fc.constantFrom(...recorded),
})

/** Full names of two words and more, of many languages. */
export const names: readonly Name[] = sampled(parts, 500).map(({ first, last, spelled, recorded }) => {
  const words = `${first} ${last}`
  return { text: spelled(words), words, recorded: recorded(words) }
})
