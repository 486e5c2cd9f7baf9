import type { RedisServer } from '../../servers/redis.ts'

const dayAt = (time: number) => new Date(time).toISOString().slice(0, 10)
const now = Date.now()

/** Yesterday and today: Redis has a clock of its own, by which days end long after. */
export const days = [dayAt(now - 86_400_000), dayAt(now)] as const
export const dimensions = ['paths', 'referrers', 'events'] as const
export type Dimension = (typeof dimensions)[number]

/** Counts by dimension, period and value, as one text. */
export type Counts = Map<string, number>

export const nameOf = (dimension: Dimension, period: string, value: string) => `${dimension} ${period} ${value}`

const keyOf = (name: string) => name.split(' ', 2).join(' ')

/** What a server holds, as redis-cli reads it. */
export async function heldBy(server: RedisServer): Promise<Counts> {
  const held: Counts = new Map()
  for (const dimension of dimensions) {
    for (const period of [...days, 'total']) {
      const key = `visits:{main:${dimension}:${period}}`
      const lines = (await server.cli('ZRANGE', key, '0', '-1', 'WITHSCORES')).split('\n')
      for (let at = 0; at + 1 < lines.length; at += 2)
        held.set(nameOf(dimension, period, lines[at] as string), Number(lines[at + 1]))
    }
  }
  return held
}

interface Sent {
  readonly sent: Counts
  /** What was said to be lost, as `events total`. */
  readonly lost: ReadonlySet<string>
}

/**
 * What is not as it must be: of processes that run what they have sent, or less where they say so; of ended ones what the server
 * had left of it when it last lost something.
 */
export function wrongCounts(
  held: Counts,
  running: readonly Sent[],
  ended: readonly { readonly sent: Counts; readonly left: Counts }[],
): string[] {
  const most: Counts = new Map()
  const least: Counts = new Map()
  for (const { sent, lost } of running) {
    for (const [name, count] of sent) {
      most.set(name, count)
      least.set(name, lost.has(keyOf(name)) ? 0 : count)
    }
  }
  for (const { sent, left } of ended) {
    for (const [name, count] of left) {
      most.set(name, Math.min(count, sent.get(name) ?? 0))
      least.set(name, count)
    }
  }
  return [...new Set([...held.keys(), ...most.keys()])].flatMap((name) => {
    const [is, upTo, from] = [held.get(name) ?? 0, most.get(name) ?? 0, least.get(name) ?? 0]
    return is < from || is > upTo ? [`${name}: ${is}, sent ${upTo}`] : []
  })
}
