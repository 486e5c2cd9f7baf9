/** A sorted set's members and scores, from pairs (RESP3) or one list (RESP2). */
export function scoresIn(reply: unknown): [value: string, count: number][] {
  const flat = (reply as unknown[]).flat()
  return Array.from({ length: flat.length / 2 }, (_, index) => [String(flat[2 * index]), Number(flat[2 * index + 1])])
}

/** A number, from whatever the protocol's version makes of it; 0 for none. */
export const numberIn = (reply: unknown): number => Number(reply ?? 0)
