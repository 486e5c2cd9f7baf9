import type { Server } from 'node:http'
import type { Http2Server } from 'node:http2'
import type { Visits, VisitsOptions } from '../../src/index.ts'

/** Who is signed in, as the site's own sessions have it. */
export type SignedIn = (request: { headers: object }) => unknown

/** A site with rhymes at `/rhymes/:id` and data at `/api/words`, and what it does to have its visits counted. */
export interface FrameworkSite {
  options: Partial<VisitsOptions>
  serve(visits: Visits, signedIn: SignedIn): Server | Http2Server | Promise<Server | Http2Server>
}
