import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { type Express } from 'express'
import { create } from 'express-handlebars'
import hbs from 'hbs'
import { Liquid } from 'liquidjs'
import { afterAll, expect, test } from 'vitest'
import { tracking } from '../../src/frameworks/express.ts'
import { addTags as addToEjs } from '../../src/templates/ejs.ts'
import { addTags as addToHandlebars } from '../../src/templates/handlebars.ts'
import { addTags as addToLiquid } from '../../src/templates/liquid.ts'
import { addTags as addToPug } from '../../src/templates/pug.ts'
import { freshEjs, freshPug, type Options } from './engines.ts'
import { kit, seenIn } from './kit.ts'

type Kit = ReturnType<typeof kit>['analytical']

const folder = mkdtempSync(join(fileURLToPath(new URL('.', import.meta.url)), '.tmp-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Site {
  /** Files of its views; the page is `page`. */
  views: Readonly<Record<string, string>>
  extension: string
  use(app: Express, analytical: Kit, views: string): void
}

const sites: Record<string, Site> = {
  'express-handlebars, with layout and partial': {
    views: {
      'layouts/main.handlebars': '<body>{{{body}}}{{> tags}}</body>',
      'partials/tags.handlebars': '{{analytical_body_bottom}}',
      'page.handlebars': '<h1>{{title}}</h1>',
    },
    extension: 'handlebars',
    use(app, analytical, views) {
      const handlebars = create({ layoutsDir: join(views, 'layouts'), partialsDir: join(views, 'partials') })
      addToHandlebars(handlebars, analytical)
      app.engine('handlebars', handlebars.engine)
    },
  },
  'hbs, with layout': {
    views: { 'layout.hbs': '<body>{{{body}}}{{analytical_body_bottom}}</body>', 'page.hbs': '<h1>{{title}}</h1>' },
    extension: 'hbs',
    use(app, analytical) {
      const own = hbs.create()
      addToHandlebars(own, analytical)
      app.engine('hbs', own.__express)
    },
  },
  'EJS, with includes': {
    views: {
      'page.ejs': '<body><h1><%= title %></h1><%- include("parts/tags", { title: "no page" }) %></body>',
      'parts/tags.ejs': '<%= analytical_body_bottom() %>',
    },
    extension: 'ejs',
    use(app, analytical) {
      const ejs = freshEjs()
      addToEjs(ejs, analytical)
      app.engine('ejs', ejs.renderFile as Options)
    },
  },
  'Pug, with layout': {
    views: {
      'layout.pug': 'body\n  block main\n  != analytical_body_bottom()',
      'page.pug': 'extends layout\nblock main\n  h1= title',
    },
    extension: 'pug',
    use(app, analytical) {
      const pug = freshPug() as Options
      addToPug(pug, analytical)
      app.engine('pug', pug.__express)
    },
  },
  'Liquid, with layout': {
    views: {
      'layout.liquid': '<body>{% block main %}{% endblock %}{% analytical_body_bottom %}</body>',
      'page.liquid': '{% layout "layout.liquid" %}{% block main %}<h1>{{ title }}</h1>{% endblock %}',
    },
    extension: 'liquid',
    use(app, analytical, views) {
      const liquid = new Liquid({ root: views })
      addToLiquid(liquid, analytical)
      app.engine('liquid', liquid.express())
    },
  },
}

test.each(Object.entries(sites))('a page of Express and %s has the tags of who asks for it', async (name, site) => {
  const views = join(folder, name.replaceAll(/\W+/g, '-'))
  for (const [file, text] of Object.entries(site.views)) {
    mkdirSync(dirname(join(views, file)), { recursive: true })
    writeFileSync(join(views, file), text)
  }
  const { analytical, errors } = kit()
  const app = express()
  app.set('views', views)
  app.set('view engine', site.extension)
  app.set('view cache', true)
  app.use(tracking(analytical, { user: (request) => ({ username: request.query.user }) }))
  site.use(app, analytical, views)
  app.get('/', (_request, response) => response.render('page', { title: 'Rhymes', probe_colour: 'red' }))
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const ask = async (user: string) => {
      const { port } = server.address() as AddressInfo
      const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36' }
      return (await fetch(`http://127.0.0.1:${port}/?user=${user}`, { headers })).text()
    }
    const pages = await Promise.all(['alice', 'bob', 'carol'].map(ask))
    expect(pages.map((html) => seenIn(html)?.identity)).toEqual(['alice', 'bob', 'carol'])
    for (const html of pages) {
      expect(html).toContain('<body><h1>Rhymes</h1><script')
      expect(seenIn(html)?.variables).toEqual({ colour: 'red' })
    }
    expect(errors).toEqual([])
  } finally {
    server.close()
    server.closeAllConnections()
  }
})
