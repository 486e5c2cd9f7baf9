import type { AddressInfo } from 'node:net'
import { readTracking, type Tracking } from '@analytical/testing'
import { type Analytical, type ContextProcessor, createAnalytical, providers, readSettings } from 'analytical'
import { tracking } from 'analytical/frameworks/express'
import { addTags } from 'analytical/templates/nunjucks'
import express from 'express'
import nunjucks from 'nunjucks'
import { ticker } from './ticker.cjs'

const settings = await readSettings('dist/settings.js', { HUBSPOT_PORTAL_ID: '1234567' })
const section: ContextProcessor = () => ({ ticker_section: 'rhymes' })
const analytical: Analytical = createAnalytical({
  settings,
  providers: [...providers, ticker],
  contextProcessors: [section],
})

const app = express()
app.use(tracking(analytical, { user: () => ({ username: 'jeff' }) }))
addTags(nunjucks.configure('views', { express: app }), analytical)
app.get('/', (_, response) => response.render('page.njk', { analytical_goal: 5 }))

const server = app.listen(0, async () => {
  const response = await fetch(`http://localhost:${(server.address() as AddressInfo).port}/`)
  const { nonces, ...tracked }: Tracking = readTracking(await response.text())
  console.log(JSON.stringify(tracked))
  server.close()
})
