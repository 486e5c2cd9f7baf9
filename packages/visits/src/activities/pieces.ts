import type { Activity } from './activity.ts'
import type { ActivityHit } from './pattern.ts'

/** A hit of one of several users. */
export interface UserHit extends ActivityHit {
  readonly user: number
}

/**
 * Hits of users one after another, in pieces that have nothing to do with each other: of one user, and with a pause between
 * them that is too long for any activity. Each may be derived by itself, however the hits were read.
 */
export async function* pieces<H extends UserHit>(
  activities: readonly Activity[],
  batches: AsyncIterable<readonly H[]>,
): AsyncGenerator<readonly H[]> {
  const reach = Math.max(0, ...activities.map(({ gap }) => gap))
  let piece: H[] = []
  for await (const batch of batches) {
    for (const hit of batch) {
      const last = piece.at(-1)
      if (last !== undefined && (hit.user !== last.user || hit.time - last.time > reach)) {
        yield piece
        piece = []
      }
      piece.push(hit)
    }
  }
  if (piece.length > 0) yield piece
}
