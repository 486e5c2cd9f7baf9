import { Router, urlencoded } from 'express'
import { createAccounts } from './accounts.js'
import { experimentPage } from './experiment-page.js'
import { liveEvents, livePage, moderating } from './live-page.js'
import { peoplePage } from './people-page.js'
import { passwords } from './seeds.js'
import { visits } from './visits.js'
import { visitsPage } from './visits-page.js'

const isRight = await createAccounts(passwords)

export function pages(board) {
  const router = Router()
  router.use(fromOwnForms, urlencoded({ extended: false }))
  router.param('rhyme', known('rhyme', board.rhymes))
  router.param('person', known('person', board.people))

  router.get('/', (req, res) => {
    const variant = visits.variant('home', req)
    res.render('home', { rhymes: board.ranking(), people: board.people.values(), variant })
  })
  router.get('/following', signedIn, ({ user }, res) => {
    res.render('following', { rhymes: board.rhymesBy(...user.follows) })
  })

  router.get('/visits', signedIn, visitsPage)
  router.get('/visits/people', signedIn, peoplePage)
  router.get('/visits/home', signedIn, experimentPage)
  router.get('/visits/live', signedIn, moderating, livePage)
  router.get('/visits/live/events', liveEvents)

  router.get('/rhymes/new', signedIn, (_, res) => res.render('new'))
  router.post('/rhymes', signedIn, ({ user, session, body }, res) => {
    const [title, text] = [typed(body?.title), typed(body?.text)]
    const problems = { title: problem('title', title, 60), text: problem('rhyme', text, 400) }
    if (problems.title ?? problems.text) return res.status(422).render('new', { title, text, problems })
    const rhyme = board.post(user, title, text)
    session.posted = rhyme.id
    res.redirect(`/rhymes/${rhyme.id}/posted`)
  })
  router.get('/rhymes/:rhyme/posted', (req, res) => {
    const { session } = req
    const { rhyme, analytical } = res.locals
    if (session.posted !== rhyme.id) return res.redirect(`/rhymes/${rhyme.id}`)
    // Once: reloading the page must not count as reaching the goal again.
    delete session.posted
    const lines = rhyme.lines.length
    analytical.event('rhyme posted', { lines })
    visits.event('rhyme posted', { request: req, properties: { lines } })
    res.render('posted', { analytical_goal: { id: 'rhyme_posted', name: 'contribution' } })
  })

  router.get('/rhymes/:rhyme', (_, res) => res.render('rhyme', { hubspot_content_type: 'blog-post' }))
  router.post('/rhymes/:rhyme/vote', signedIn, ({ user, body }, res) => {
    const { rhyme } = res.locals
    board.vote(user, rhyme, body?.wanted !== 'no')
    res.redirect(`/rhymes/${rhyme.id}`)
  })
  router.post('/rhymes/:rhyme/comments', signedIn, async (req, res) => {
    const { user, body } = req
    const { rhyme } = res.locals
    const text = typed(body?.text)
    const wrong = problem('comment', text, 200)
    if (wrong) return res.status(422).render('rhyme', { text, problems: { text: wrong } })
    const { limited } = await visits.limit(req, 'comments')
    if (!limited) board.comment(user, rhyme, text)
    res.redirect(`/rhymes/${rhyme.id}#comments`)
  })

  router.get('/people/:person', (_, res) => {
    const { person } = res.locals
    res.render('person', { rhymes: board.rhymesBy(person), followers: board.followers(person) })
  })
  router.post('/people/:person/follow', signedIn, ({ user, body }, res) => {
    const { person } = res.locals
    board.follow(user, person, body?.wanted !== 'no')
    res.redirect(ownPath(body?.next) ?? `/people/${person.username}`)
  })

  router.get('/sign-in', ({ query }, res) => res.render('sign-in', { passwords, next: query.next }))
  router.post('/sign-in', async (req, res) => {
    const { session, body } = req
    const username = typed(body?.username)
    if (!(await isRight(username, typed(body?.password)))) {
      return res.status(422).render('sign-in', { passwords, next: body?.next, username, failed: true })
    }
    // What visits keep in the session stays: signing in changes nobody’s home page.
    req.session = { visits: session.visits, username }
    res.redirect(ownPath(body?.next) ?? '/')
  })
  router.post('/sign-out', (req, res) => {
    req.session = { visits: req.session.visits }
    res.redirect('/')
  })

  router.use((_, res) => {
    res
      .status(404)
      .render('error', { heading: 'Nothing rhymes with this', message: 'There is no page at this address.' })
  })
  router.use((error, _, res, next) => {
    if (res.headersSent) return next(error)
    const { status = 500 } = error
    if (status >= 500) console.error(error)
    const message = status < 500 ? 'Your request could not be read.' : 'That is our mistake, and it is in our log.'
    res.status(status).render('error', { heading: 'That line broke', message })
  })
  return router
}

const known = (name, all) => (_, res, next, key) => {
  res.locals[name] = all.get(key)
  next(res.locals[name] === undefined ? 'route' : undefined)
}

function signedIn({ user, method, path }, res, next) {
  if (user) return next()
  res.redirect(method === 'GET' ? `/sign-in?next=${path}` : '/sign-in')
}

/** Another site may link here, but not send this site’s forms. */
function fromOwnForms({ method, headers }, res, next) {
  const { host, origin, 'sec-fetch-site': site } = headers
  const isOwn = site === undefined ? !origin || origin.endsWith(`//${host}`) : ['same-origin', 'none'].includes(site)
  if (isOwn || method === 'GET' || method === 'HEAD') return next()
  res.status(403).render('error', { heading: 'Not from here', message: 'This form was sent by another site.' })
}

/** An address on this site: only what cannot lead to another. */
const ownPath = (path) => (/^(\/[\w-]+)+$/.test(path) ? path : undefined)

const typed = (value = '') => String(value).trim().replaceAll('\r\n', '\n')

function problem(what, { length }, longest) {
  if (length === 0) return `The ${what} is empty.`
  if (length > longest) return `The ${what} has ${length} characters; ${longest} is the most.`
}
