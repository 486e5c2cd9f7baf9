import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readTracking, type Tracking } from '@analytical/testing'
import { createAnalytical, type PageView, readSettings } from 'analytical'
import { tracking } from 'analytical/frameworks/node'
import { clicky } from 'analytical/providers/clicky'
import { hubspot } from 'analytical/providers/hubspot'
import { addTags } from 'analytical/templates/handlebars'
import handlebars from 'handlebars'
import { ticker } from './ticker.js'

interface Context {
  analytical: PageView
  analytical_goal: number
  ticker_section: string
}

const settings = await readSettings('dist/settings.js', { HUBSPOT_PORTAL_ID: '1234567' })
const analytical = createAnalytical({ settings, providers: [clicky, hubspot, ticker] })
addTags(handlebars, analytical)
const page = handlebars.compile<Context>(await readFile('views/page.hbs', 'utf8'))
const track = tracking(analytical, { user: () => ({ username: 'jeff' }) })

const server = createServer(async (request, response) => {
  const view = await track(request, response)
  response.end(page({ analytical: view, analytical_goal: 5, ticker_section: 'rhymes' }))
})
server.listen(0, async () => {
  const response = await fetch(`http://localhost:${(server.address() as AddressInfo).port}/`)
  const { nonces, ...tracked }: Tracking = readTracking(await response.text())
  console.log(JSON.stringify(tracked))
  server.close()
})
