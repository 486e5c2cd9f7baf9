const { readTracking } = require('@analytical/testing')
const { createAnalytical, defineSettings, providers, readSettings } = require('analytical')
const { tracking } = require('analytical/frameworks/node')
const { addTags } = require('analytical/templates/handlebars')
const handlebars = require('handlebars')
const { readFileSync } = require('node:fs')
const { createServer } = require('node:http')
const { ticker } = require('./ticker.js')

async function main() {
  const settings = defineSettings(await readSettings('settings.json', { HUBSPOT_PORTAL_ID: '1234567' }))
  const analytical = createAnalytical({ settings, providers: [...providers, ticker] })
  addTags(handlebars, analytical)
  const page = handlebars.compile(readFileSync('views/page.hbs', 'utf8'))
  const track = tracking(analytical, { user: () => ({ username: 'jeff' }) })

  const server = createServer(async (request, response) => {
    const view = await track(request, response)
    response.end(page({ analytical: view, analytical_goal: 5, ticker_section: 'rhymes' }))
  })
  server.listen(0, async () => {
    const response = await fetch(`http://localhost:${server.address().port}/`)
    const { nonces, ...tracked } = readTracking(await response.text())
    console.log(JSON.stringify(tracked))
    server.close()
  })
}

main()
