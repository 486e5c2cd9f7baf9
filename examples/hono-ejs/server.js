import { randomBytes } from 'node:crypto'
import { serve } from '@hono/node-server'
import { createAnalytical, readSettings } from 'analytical'
import { tracking } from 'analytical/frameworks/hono'
import { addTags } from 'analytical/templates/ejs'
import ejs from 'ejs'
import { Hono } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import { people, rhymes } from './rhymes.js'

const analytical = createAnalytical({
  settings: await readSettings(new URL('settings.js', import.meta.url)),
  contextProcessors: [({ var: { user } }) => user && { analytical_session: { form: user.form } }],
})
addTags(ejs, analytical)

const app = new Hono()
const secret = process.env.SESSION_SECRET || randomBytes(32).toString('hex')
app.use(
  secureHeaders({
    contentSecurityPolicy: analytical.csp({
      defaultSrc: ["'self'"],
      scriptSrc: [NONCE],
      styleSrc: [NONCE],
      imgSrc: ["'self'", 'data:'],
    }),
    strictTransportSecurity: false,
    referrerPolicy: 'strict-origin-when-cross-origin',
  }),
)
app.use(async (c, next) => {
  c.set('user', people.get(await getSignedCookie(c, secret, 'username')))
  await next()
})
app.use(tracking(analytical))

app.get('/', async (c) => {
  const page = { ...c.var, rhymes, people: [...people.keys()] }
  return c.html(await ejs.renderFile(`${import.meta.dirname}/views/home.ejs`, page))
})
app.post('/sign-in/:username', async (c) => {
  const ownCookie = { path: '/', httpOnly: true, sameSite: 'Lax' }
  await setSignedCookie(c, 'username', c.req.param('username'), secret, ownCookie)
  return c.redirect('/', 303)
})
app.post('/sign-out', (c) => {
  deleteCookie(c, 'username')
  return c.redirect('/', 303)
})

serve({ fetch: app.fetch, port: Number(process.env.PORT || 3000), hostname: '127.0.0.1' }, ({ port }) => {
  console.log(`Rhymes on http://127.0.0.1:${port}`)
})
