import { randomBytes } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import view from '@fastify/view'
import { createAnalytical, readSettings } from 'analytical'
import { tracking } from 'analytical/frameworks/fastify'
import { addTags } from 'analytical/templates/handlebars'
import Fastify from 'fastify'
import Handlebars from 'handlebars'
import { people, rhymes } from './rhymes.js'

const analytical = createAnalytical({
  settings: await readSettings(new URL('settings.js', import.meta.url)),
  contextProcessors: [({ user }) => user && { analytical_session: { form: user.form } }],
})
addTags(Handlebars, analytical)

const app = Fastify()
app.register(cookie, { secret: process.env.SESSION_SECRET || randomBytes(32).toString('hex') })
app.register(helmet, {
  enableCSPNonces: true,
  contentSecurityPolicy: {
    directives: analytical.csp({
      defaultSrc: ["'self'"],
      scriptSrc: [],
      styleSrc: [],
      imgSrc: ["'self'", 'data:'],
      upgradeInsecureRequests: null,
    }),
  },
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
})
app.register(view, { engine: { handlebars: Handlebars }, root: `${import.meta.dirname}/views`, viewExt: 'hbs' })
app.decorateRequest('user')
app.addHook('onRequest', async (request) => {
  request.user = people.get(request.unsignCookie(request.cookies.username ?? '').value)
})
app.register(tracking(analytical))

app.get('/', (request, reply) => {
  const { user } = request
  return reply.view('home', { user, rhymes, people: [...people.keys()], styleNonce: reply.cspNonce.style })
})
app.post('/sign-in/:username', ({ params }, reply) => {
  return reply.setCookie('username', params.username, { ...ownCookie, signed: true }).redirect('/', 303)
})
app.post('/sign-out', (_, reply) => reply.clearCookie('username', ownCookie).redirect('/', 303))

// The forms are buttons without fields.
app.addContentTypeParser('application/x-www-form-urlencoded', (_, body, done) => done(null, body.resume()))
const ownCookie = { path: '/', httpOnly: true, sameSite: 'lax' }

const address = await app.listen({ port: Number(process.env.PORT || 3000), host: '127.0.0.1' })
console.log(`Rhymes on ${address}`)
