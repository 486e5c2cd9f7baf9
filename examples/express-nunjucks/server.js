import { randomBytes } from 'node:crypto'
import { createAnalytical, readSettings } from 'analytical'
import { tracking } from 'analytical/frameworks/express'
import { addTags } from 'analytical/templates/nunjucks'
import cookieSession from 'cookie-session'
import express from 'express'
import helmet from 'helmet'
import nunjucks from 'nunjucks'
import { endHistory, playHistory } from './history.js'
import { pages } from './pages.js'
import { board } from './seeds.js'
import { visits } from './visits.js'

const analytical = createAnalytical({
  settings: await readSettings(new URL('settings.js', import.meta.url)),
  contextProcessors: [aboutVisitor, visits.contextProcessor],
})

function aboutVisitor({ user }) {
  if (user === undefined) return { clicky_timeout: 10 }
  return { clicky_timeout: 30, analytical_session: { form: user.form, rhymes: board.rhymesBy(user).length } }
}

const app = express().set('view engine', 'njk')
const templates = nunjucks.configure(`${import.meta.dirname}/views`, {
  autoescape: true,
  express: app,
  tags: { blockStart: '<%', blockEnd: '%>' },
  trimBlocks: true,
  lstripBlocks: true,
})
templates.addFilter('count', (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`)
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
templates.addFilter('clock', (time) => clock.format(time))
addTags(templates, analytical)

app.use((_, res, next) => {
  res.locals.cspNonce = randomBytes(16).toString('base64')
  next()
})
app.use(
  helmet({
    contentSecurityPolicy: {
      directives: analytical.csp({
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", (_, res) => `'nonce-${res.locals.cspNonce}'`],
        // This site is on http. On https, leave out this line and the one on strict transport.
        upgradeInsecureRequests: null,
      }),
    },
    strictTransportSecurity: false,
    // Clicky rejects page views without a referrer, and helmet’s default is to send none.
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  }),
)
app.use(express.static(`${import.meta.dirname}/public`))
// A key of its own for each start: nobody can sign a cookie with a secret that was copied from here.
const secret = process.env.SESSION_SECRET || randomBytes(32).toString('hex')
app.use(cookieSession({ name: 'rhymes', keys: [secret], maxAge: 30 * 24 * 60 * 60 * 1000, sameSite: 'lax' }))
app.use((req, res, next) => {
  req.user = board.people.get(req.session.username)
  res.locals.user = req.user
  next()
})
app.use(tracking(analytical))
app.use(pages(board))

const port = Number(process.env.PORT || 3000)
if (!Number.isInteger(port) || port < 0 || port > 65535) stop(`PORT=${process.env.PORT} is no port number`)
const server = app.listen(port, '127.0.0.1', (error) => {
  if (error) stop(`Port ${port} ${error.code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${error.code})`}`)
  console.log(`Rhyme board on http://127.0.0.1:${server.address().port}`)
  playHistory()
})

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    endHistory()
    server.close()
    await visits.stop()
    process.exit()
  })
}

function stop(problem) {
  console.error(`${problem}: choose another, for example PORT=${port === 3001 ? 3002 : 3001} npm start`)
  process.exit(1)
}
