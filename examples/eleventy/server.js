import Eleventy from '@11ty/eleventy'
import express from 'express'
import helmet from 'helmet'
import { analytical } from './analytical.js'

await new Eleventy('pages', '_site', { quietMode: true }).write()

const app = express()
app.use(
  helmet({
    contentSecurityPolicy: {
      directives: analytical.csp({
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        upgradeInsecureRequests: null,
      }),
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  }),
)
app.use(express.static(`${import.meta.dirname}/_site`))

const server = app.listen(Number(process.env.PORT || 3000), '127.0.0.1', () => {
  console.log(`Rhymes on http://127.0.0.1:${server.address().port}`)
})
