const minute = 60_000
const firstNames = 'ada bo cleo dov elif finn gus hana ivo june kofi lena milo nora oki pia ravi sol tove uma'.split(
  ' ',
)
const lastNames = 'ash birch clay dale elm fern gray hill iris jay kite lark moss nash oak'.split(' ')
const usernames = firstNames.flatMap((first) => lastNames.map((last) => `${first}-${last}`))
const devotedCount = 12

// What people come for, and how often one does it beside another.
const everyone = { read: 40, judge: 14, chat: 5, write: 3, person: 9, follow: 2, following: 3 }
const devoted = { ...everyone, follow: 16, following: 9 }

const steps = {
  read: ['GET /', 'GET /rhymes/:rhyme', 'GET /rhymes/:rhyme'],
  judge: ['GET /rhymes/:rhyme', 'POST /rhymes/:rhyme/vote', 'GET /rhymes/:rhyme'],
  chat: ['GET /rhymes/:rhyme', 'POST /rhymes/:rhyme/comments', 'GET /rhymes/:rhyme'],
  write: ['GET /rhymes/new', 'POST /rhymes', 'GET /rhymes/:rhyme/posted'],
  person: ['GET /people/:person'],
  follow: ['GET /people/:person', 'POST /people/:person/follow', 'GET /people/:person'],
  following: ['GET /following', 'GET /rhymes/:rhyme'],
}

/** Three hundred users with ways of their own. */
export function createPopulation(seed = 20) {
  const draw = random(seed)
  const between = (least, most) => least + draw() * (most - least)
  const around = (typical, spread) => typical * Math.exp(spread * (draw() + draw() + draw() - 1.5))

  const devotedNames = new Set()
  while (devotedNames.size < devotedCount) devotedNames.add(usernames[Math.floor(draw() * usernames.length)])
  const isDevoted = (username) => devotedNames.has(username)
  const people = usernames.map((username) => {
    const habits = Object.entries(isDevoted(username) ? devoted : everyone)
    return {
      username,
      habits: habits.map(([habit, weight]) => [habit, around(weight, 0.6)]),
      visits: isDevoted(username) ? around(1.3, 0.4) : around(0.22, 0.8),
      length: isDevoted(username) ? around(14, 0.4) : around(4, 0.6),
    }
  })

  function choose(habits) {
    let rest = draw() * habits.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [habit, weight] of habits) {
      rest -= weight
      if (rest < 0) return habit
    }
    return 'read'
  }

  function* visit({ username, habits, length }, begin) {
    let time = begin
    for (let count = Math.ceil(around(length, 0.6)); count > 0; count--) {
      const habit = choose(habits)
      for (const what of steps[habit]) {
        time += Math.round(between(0.1, 1.2) * minute)
        yield { time, username, what }
      }
      if (habit === 'write') yield { time, username, event: 'rhyme posted' }
    }
  }

  /** All hits of the visits that begin within a day, in their order. */
  function visitsOf(begin) {
    const hits = people.flatMap((person) => {
      const count = Math.floor(person.visits + draw())
      return Array.from({ length: count }, () => [...visit(person, begin + between(0, 22 * 60) * minute)]).flat()
    })
    return hits.sort((a, b) => a.time - b.time)
  }

  return { isDevoted, visitsOf }
}

/** Mulberry32: the same numbers from 0 to 1 for the same seed. */
function random(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
