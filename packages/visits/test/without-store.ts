import { Redis } from 'ioredis'
import { createVisits, type Hit, type VisitsOptions } from '../src/index.ts'

/** Visits whose Redis is nowhere: whatever is asked of the site, it must not notice. */
export function withoutStore(options: Partial<VisitsOptions> = {}) {
  const client = new Redis({ lazyConnect: true, enableOfflineQueue: false, retryStrategy: () => null, port: 1 })
  const errors: string[] = []
  const hits: Hit[] = []
  const visits = createVisits({
    store: client,
    flushEvery: 60_000,
    onError: ({ message }) => errors.push(message),
    ...options,
  })
  const unhook = visits.on('finish', (hit) => hits.push(hit))
  const end = async () => {
    await visits.stop({ deadline: 100 })
    client.disconnect()
  }
  return { visits, hits, errors, unhook, end }
}
