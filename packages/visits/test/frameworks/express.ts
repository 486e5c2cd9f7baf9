import { createServer } from 'node:http'
import express from 'express'
import type { FrameworkSite } from './framework-site.ts'

/** Express keeps all it knows on Node's own request, where the options find it. */
export const expressSite: FrameworkSite = {
  options: {
    user: (request) => request.user,
    route: ({ baseUrl = '', route }) => route && `${baseUrl}${route.path}`,
  },

  serve(_, signedIn) {
    const app = express()
    app.use((request, _, next) => {
      Object.assign(request, { user: signedIn(request) })
      next()
    })
    const rhymes = express.Router()
    rhymes.get('/:id', (request, response) => void response.send(`<h1>Rhyme ${request.params.id}</h1>`))
    app.use('/rhymes', rhymes)
    app.get('/api/words', (_, response) => void response.json(['moon', 'June']))
    return createServer(app)
  },
}
