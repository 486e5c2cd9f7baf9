import { createServer } from 'node:http'
import express5, { type ErrorRequestHandler, type Request, type Response } from 'express'
// @ts-expect-error: express 4 comes without types.
import untypedExpress4 from 'express-4'
import { tracking } from '../../../src/frameworks/express.ts'
import { listening, nodeHeader, type Served, toldBy } from './site.ts'

const on = (name: string, express: typeof express5): Served => ({
  name,
  hasTrustRule: true,
  serve(site) {
    const { kit, options } = toldBy<[Request, Response]>(site, nodeHeader)
    const answer = (request: Request, response: Response) => {
      const { locals } = response
      const set = (name: string, value: string) => response.set(name, value)
      response.send(site.answer({ header: nodeHeader(request), view: locals.analytical, set }))
    }
    const onError: ErrorRequestHandler = (_, request, response, __) => answer(request, response.status(500))
    const app = express()
      .set('trust proxy', site.behindProxy ? 'loopback' : false)
      .use(tracking(kit, options))
      .get('/', answer)
      .get('/people/:id', answer)
      .get('/broken', () => {
        throw new Error('no database')
      })
      .use((request, response) => answer(request, response.status(404)))
      .use(onError)
    return listening(createServer(app))
  },
})

export const express = [on('Express 5', express5), on('Express 4', untypedExpress4)]
