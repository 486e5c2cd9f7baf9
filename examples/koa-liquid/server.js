import { randomBytes } from 'node:crypto'
import Router from '@koa/router'
import { createAnalytical, readSettings } from 'analytical'
import { tracking } from 'analytical/frameworks/koa'
import { addTags } from 'analytical/templates/liquid'
import Koa from 'koa'
import { Liquid } from 'liquidjs'
import { people, rhymes } from './rhymes.js'

const analytical = createAnalytical({
  settings: await readSettings(new URL('settings.js', import.meta.url)),
  contextProcessors: [({ state: { user } }) => user && { analytical_session: { form: user.form } }],
})
const views = new Liquid({ root: `${import.meta.dirname}/views`, extname: '.liquid', outputEscape: 'escape' })
addTags(views, analytical)

const app = new Koa({ keys: [process.env.SESSION_SECRET || randomBytes(32).toString('hex')] })
const policyWith = (nonce) =>
  analytical.csp(`default-src 'self'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src 'self' data:`)
app.use((ctx, next) => {
  ctx.state.user = people.get(ctx.cookies.get('username', { signed: true }))
  ctx.state.cspNonce = randomBytes(16).toString('base64')
  ctx.set('Content-Security-Policy', policyWith(ctx.state.cspNonce))
  return next()
})
app.use(tracking(analytical))

const router = new Router()
router.get('/', async (ctx) => {
  ctx.body = await views.renderFile('home', { ...ctx.state, rhymes, people: [...people.keys()] })
})
router.post('/sign-in/:username', (ctx) => {
  ctx.cookies.set('username', ctx.params.username, { signed: true, sameSite: 'lax' })
  ctx.status = 303
  ctx.redirect('/')
})
router.post('/sign-out', (ctx) => {
  ctx.cookies.set('username', null, { signed: true })
  ctx.status = 303
  ctx.redirect('/')
})
app.use(router.routes())

const server = app.listen(Number(process.env.PORT || 3000), '127.0.0.1', () => {
  console.log(`Rhymes on http://127.0.0.1:${server.address().port}`)
})
