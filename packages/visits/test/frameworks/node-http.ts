import { createServer } from 'node:http'
import { answer, routeOf } from './by-hand.ts'
import type { FrameworkSite } from './framework-site.ts'

/** Without a framework the site tells what it knows where it knows it. */
export const nodeHttpSite: FrameworkSite = {
  options: {},

  serve(visits, signedIn) {
    return createServer((request, response) => {
      visits.set(request, { user: signedIn(request), route: routeOf(request.url) })
      answer(request.url, response)
    })
  },
}
