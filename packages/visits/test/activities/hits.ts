import type { Derived } from '../../src/activities/derive.ts'
import type { ActivityHit } from '../../src/activities/pattern.ts'

const minute = 60_000

/** Hits written as `minute what, minute what`. */
export const hits = (written: string): ActivityHit[] =>
  written.split(', ').map((hit) => {
    const [, at = '', what = ''] = /^(\d+) (.+)$/.exec(hit) ?? []
    return { time: Number(at) * minute, what, kind: /^[A-Z]+ \//.test(what) ? 'request' : 'event' }
  })

const written = (hits: readonly ActivityHit[]) => hits.map(({ time, what }) => `${time / minute} ${what}`)

export const inWords = ({ spans, uncovered, ignored }: Derived<ActivityHit>) => ({
  spans: spans.map(({ activity, hits }) => `${activity}: ${written(hits).join(', ')}`),
  uncovered: written(uncovered),
  ignored: written(ignored),
})
