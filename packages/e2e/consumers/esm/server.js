import { readTracking } from '@analytical/testing'
import { createAnalytical, providers, readSettings } from 'analytical'
import { tracking } from 'analytical/frameworks/express'
import { addTags } from 'analytical/templates/nunjucks'
import express from 'express'
import nunjucks from 'nunjucks'
import { ticker } from './ticker.js'

const settings = await readSettings('settings.js', { HUBSPOT_PORTAL_ID: '1234567' })
const analytical = createAnalytical({ settings, providers: [...providers, ticker] })

const app = express()
app.use((request, _, next) => {
  request.user = { username: 'jeff' }
  next()
})
app.use(tracking(analytical))
addTags(nunjucks.configure('views', { express: app }), analytical)
app.get('/', (_, response) => response.render('page.njk', { analytical_goal: 5, ticker_section: 'rhymes' }))

const server = app.listen(0, async () => {
  const response = await fetch(`http://localhost:${server.address().port}/`)
  const { nonces, ...tracked } = readTracking(await response.text())
  console.log(JSON.stringify(tracked))
  server.close()
})
