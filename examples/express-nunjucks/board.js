/** Everything in memory: who is here, what they wrote, and whom they follow. */
export class Board {
  people = new Map()
  rhymes = new Map()

  join(person) {
    this.people.set(person.username, { ...person, follows: new Set() })
    return this.people.get(person.username)
  }

  post(author, title, text) {
    const id = String(this.rhymes.size + 1)
    this.rhymes.set(id, { id, author, title, lines: text.split('\n'), votes: new Set(), comments: [] })
    return this.rhymes.get(id)
  }

  // The page says which it wants, so that a second click or a reload changes nothing.
  vote(person, rhyme, wanted = true) {
    if (rhyme.author !== person) keep(rhyme.votes, person, wanted)
  }

  follow(person, other, wanted = true) {
    if (other !== person) keep(person.follows, other, wanted)
  }

  comment(author, rhyme, text) {
    rhyme.comments.push({ author, text })
  }

  ranking() {
    return [...this.rhymes.values()].sort((a, b) => b.votes.size - a.votes.size || b.id - a.id)
  }

  rhymesBy(...authors) {
    return [...this.rhymes.values()].filter(({ author }) => authors.includes(author)).reverse()
  }

  followers(person) {
    return [...this.people.values()].filter(({ follows }) => follows.has(person))
  }
}

const keep = (set, item, wanted) => (wanted ? set.add(item) : set.delete(item))
