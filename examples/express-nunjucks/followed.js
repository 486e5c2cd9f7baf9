import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

const file = process.env.VISITS_FILE || `${import.meta.dirname}/data/visits.sqlite`
mkdirSync(dirname(file), { recursive: true })

/** Where this site keeps what it counts. */
export const database = { file }

/** Whom this site follows, and what it calls the things that they do. Nothing here is about following each other. */
export const followed = {
  users: true,
  // The most devoted, and a third of the others by lot to compare them with.
  watch: { top: 12, by: 'minutes' },
  sample: { share: 1 / 3, seed: 'rhymes' },
  activities: [
    {
      name: 'writing',
      all: ['GET /rhymes/new', 'POST /rhymes'],
      any: ['GET /rhymes/:rhyme/posted', 'rhyme posted'],
      gap: '20m',
    },
    { name: 'judging', all: ['GET /rhymes/:rhyme', 'POST /rhymes/:rhyme/vote'], minHits: 5, gap: '5m' },
    { name: 'chatting', any: ['POST /rhymes/:rhyme/comments'] },
    { name: 'reading', any: ['GET /', 'GET /rhymes/:rhyme'], minHits: 3, gap: '10m' },
  ],
}
