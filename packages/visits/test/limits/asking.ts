import type { IncomingMessage } from 'node:http'
import { createVisits, type Limit, type RawRequest, type VisitsOptions } from '../../src/index.ts'

/** A request as Node has it, from an address, with the headers that a proxy adds. */
export const requestFrom = (remoteAddress: string | undefined, headers: Record<string, string> = {}): RawRequest =>
  ({ httpVersion: '1.1', headers, socket: { remoteAddress } }) as unknown as IncomingMessage

export const hourly = { points: 5, seconds: 3_600 }

/** Visits that limit comments, and what they report. */
export function limiting(options: Partial<VisitsOptions>) {
  const errors: string[] = []
  const visits = createVisits({
    limits: { comments: hourly },
    flushEvery: 60_000,
    onError: ({ message }) => errors.push(message),
    ...options,
  })
  /** What becomes of so many comments from an address, one after another. */
  const comments = async (count: number, address: string, form = 'comments'): Promise<Limit[]> => {
    const limits: Limit[] = []
    for (let index = 0; index < count; index++) limits.push(await visits.limit(requestFrom(address), form))
    return limits
  }
  return { visits, errors, comments }
}

export const limitedOf = (limits: readonly Limit[]) => limits.map(({ limited }) => limited)
