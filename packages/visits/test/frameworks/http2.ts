import { createServer } from 'node:http2'
import { answer, routeOf } from './by-hand.ts'
import type { FrameworkSite } from './framework-site.ts'

/** Node has no channel for HTTP/2: the site hands over each request. */
export const http2Site: FrameworkSite = {
  options: {},

  serve(visits, signedIn) {
    return createServer((request, response) => {
      visits.observe(request, response)
      visits.set(request, { user: signedIn(request), route: routeOf(request.url) })
      answer(request.url, response)
    })
  },
}
