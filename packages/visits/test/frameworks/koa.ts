import { createServer } from 'node:http'
import Router from '@koa/router'
import Koa from 'koa'
import type { FrameworkSite } from './framework-site.ts'

/** Koa keeps it on its context, and writes the response when all middleware is through: `ctx.req` is Node's request. */
export const koaSite: FrameworkSite = {
  options: {},

  serve(visits, signedIn) {
    const app = new Koa()
    app.use(async (ctx, next) => {
      ctx.state.user = signedIn(ctx)
      await next()
      visits.set(ctx.req, { user: ctx.state.user, route: ctx._matchedRoute })
    })
    const router = new Router()
    router.get('/rhymes/:id', (ctx) => {
      ctx.body = `<h1>Rhyme ${ctx.params.id}</h1>`
    })
    router.get('/api/words', (ctx) => {
      ctx.body = ['moon', 'June']
    })
    app.use(router.routes())
    return createServer(app.callback())
  },
}
