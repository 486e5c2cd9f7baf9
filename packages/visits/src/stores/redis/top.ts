import type { Row } from '../counter-store.ts'
import { greatestOf } from './greatest.ts'

/** One period's values with their scores, on the server. */
export interface ScoreList {
  /** So many from a rank on, the greatest first. */
  read(from: number, count: number): Promise<readonly (readonly [value: string, score: number])[]>
  /** 0 for a value that is not on it. */
  scoresOf(values: readonly string[]): Promise<readonly number[]>
}

/** How many values of one list are read at once, and of all: server and site do nothing else meanwhile. */
const mostRead = 2_000
const mostReadOfAll = 10_000
/** Of how many values the scores on all lists are asked for. */
const mostAsked = 1_000

/**
 * The greatest sums over several lists, without reading on where no value can be one of them: Fagin's threshold algorithm
 * (2001). What was read last of each list adds up to the most that a value further down can have. Of lists where all are alike
 * everything is read.
 */
export async function topOf(lists: readonly ScoreList[], limit: number): Promise<Row[]> {
  const sums = new Sums(lists)
  for (let count = Math.min(limit + 100, mostRead); ; count = Math.min(2 * count, mostRead)) {
    await sums.readOn(count)
    const rows = await sums.settled(limit)
    if (rows !== undefined) return rows
  }
}

interface List {
  readonly scores: ScoreList
  /** What was read of it last; 0 at its end. */
  last: number
}

class Sums {
  readonly #lists: readonly List[]
  readonly #sums = new Map<string, number>()
  #from = 0

  constructor(lists: readonly ScoreList[]) {
    this.#lists = lists.map((scores) => ({ scores, last: Number.POSITIVE_INFINITY }))
  }

  async readOn(count: number): Promise<void> {
    const from = this.#from
    this.#from += count
    const unread = this.#lists.filter(({ last }) => last > 0)
    const together = Math.max(Math.floor(mostReadOfAll / count), 1)
    for (let first = 0; first < unread.length; first += together) {
      await Promise.all(unread.slice(first, first + together).map((list) => this.#read(list, from, count)))
    }
  }

  async #read(list: List, from: number, count: number): Promise<void> {
    const read = await list.scores.read(from, count)
    // In keys that others write to, too, there may be scores that are no counts.
    const counts = read.filter(([, score]) => score > 0)
    for (const [value, score] of counts) this.#sums.set(value, (this.#sums.get(value) ?? 0) + score)
    list.last = counts.length < count ? 0 : (counts.at(-1)?.[1] ?? 0)
  }

  /** The greatest, once no value that was not read can be one of them. */
  async settled(limit: number): Promise<Row[] | undefined> {
    const mostUnread = this.#lists.reduce((sum, { last }) => sum + last, 0)
    if (mostUnread > 0 && this.#sums.size < limit) return undefined
    const found = await greatestOf(this.#sums, Math.max(limit, mostAsked + 1))
    const least = found[limit - 1]?.count ?? 0
    if (mostUnread > 0 && least <= mostUnread) return undefined
    const candidates =
      mostUnread === 0 ? found.slice(0, limit) : found.filter(({ count }) => count + mostUnread >= least)
    if (candidates.length > mostAsked) return mostUnread === 0 ? candidates : undefined
    const rows = await this.#counted(candidates, limit)
    return mostUnread === 0 || (rows[limit - 1]?.count ?? 0) > mostUnread ? rows : undefined
  }

  /** Counts anew: a value may be read of some lists only, twice of one that changes meanwhile, or be gone by now. */
  async #counted(candidates: readonly Row[], limit: number): Promise<Row[]> {
    const values = candidates.map(({ value }) => value)
    if (values.length === 0) return []
    const scores = await Promise.all(this.#lists.map((list) => list.scores.scoresOf(values)))
    const counts = values.map((value, index): [string, number] => [
      value,
      scores.reduce((sum, ofList) => sum + (ofList[index] ?? 0), 0),
    ])
    return greatestOf(
      counts.filter(([, count]) => count > 0),
      limit,
    )
  }
}
