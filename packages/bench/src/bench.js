import { strict as assert } from 'node:assert'
import { cpus } from 'node:os'
import { byHand, literal } from './by-hand.js'
import { bystanders, kitOf, providers, withData } from './kits.js'
import { made, measure } from './measure.js'
import { anonymous, contextOf, internal, pagesToAgreeOn, signedIn } from './page.js'

const tags = ['analytical_head_top', 'analytical_head_bottom', 'analytical_body_top', 'analytical_body_bottom']

/** Distinct pages taken in turn, so that nothing can be remembered from the page before. */
const ring = 64
const pagesOf = (make) => Array.from({ length: ring }, (_, n) => make(n + 1))

/** How the kit makes a page, and how one does by hand; both are given the request's view and the template's variables. */
const ways = {
  kit: (kit) => ({
    view({ request, events }) {
      const view = kit.pageView(request)
      for (const [name, properties] of events) view.event(name, properties)
      return view
    },
    tags(context) {
      const [headTop, headBottom, bodyTop, bodyBottom] = tags
      return (
        kit.render(headTop, context) +
        kit.render(headBottom, context) +
        kit.render(bodyTop, context) +
        kit.render(bodyBottom, context)
      )
    },
  }),
  byHand: {
    view: ({ request, events }) => byHand.viewOf(request, events),
    tags: (context) => byHand.headTop(context, context.analytical) + byHand.bodyBottom(context, context.analytical),
  },
}

function pageIn({ view, tags }, page) {
  const context = contextOf(page)
  context.analytical = view(page)
  return tags(context)
}

/** The tags alone: each page has its view already, as after an adapter. */
function tagsAlone(name, way, make) {
  const pages = pagesOf(make).map((page) => ({ page, context: contextOf(page) }))
  return {
    name,
    prepare() {
      for (const { page, context } of pages) context.analytical = way.view(page)
      return pages
    },
    run: ({ context }) => way.tags(context),
  }
}

/** The tags and what an adapter does before: the view is made in the clock too. */
function withView(name, way, make) {
  const pages = pagesOf(make).map((page) => ({ page, context: contextOf(page) }))
  return {
    name,
    prepare: () => pages,
    run({ page, context }) {
      context.analytical = way.view(page)
      return way.tags(context)
    },
  }
}

/** The three data values of each page, read back from the page itself, through JSON and escaping only. */
function dataAlone(name, make) {
  const pages = pagesOf(make).map((page) =>
    [...pageIn(ways.byHand, page).matchAll(/^\}\)\((.+)\);$/gm)].map(([, data]) => JSON.parse(data)),
  )
  return {
    name,
    prepare: () => pages,
    run: ([first, second, third]) => literal(first) + literal(second) + literal(third),
  }
}

/** An exact comparison that names the first line that differs. */
function sameLines(actual, expected, where) {
  const lines = expected.split('\n')
  for (const [at, line] of actual.split('\n').entries()) assert.equal(line, lines[at], `${where}, line ${at + 1}`)
  assert.equal(actual, expected, where)
}

const fixed = (number, digits = 2) => number.toFixed(digits)

function table(title, results) {
  console.log(`\n${title}`)
  console.log(`${''.padEnd(48)}${'µs/page'.padStart(9)}${'ratio'.padStart(8)}   ratio, quartiles`)
  for (const { name, time, ratio } of results) {
    const spread = `${fixed(ratio.lower)} … ${fixed(ratio.upper)}`
    console.log(`${name.padEnd(48)}${fixed(time.median).padStart(9)}${fixed(ratio.median).padStart(8)}   ${spread}`)
  }
}

const kit = ways.kit(kitOf())
const sixty = ways.kit(kitOf({}, { providers: [...providers, ...bystanders(57)] }))
const island = ways.kit(kitOf({ ANALYTICAL_SCRIPTS: 'island' }))

for (const [name, page] of Object.entries(pagesToAgreeOn)) {
  sameLines(pageIn(kit, page), pageIn(ways.byHand, page), `kit and hand, ${name}`)
  sameLines(pageIn(sixty, page), pageIn(ways.byHand, page), `60 providers and hand, ${name}`)
}

console.log(`Node ${process.version}, ${cpus()[0]?.model}, ${new Date().toISOString().slice(0, 10)}`)
console.log(
  `${Object.keys(pagesToAgreeOn).length} pages agree to the byte; ${pageIn(kit, signedIn(1)).length} characters`,
)

table(
  'Signed in, session, goal, split, 30 other variables: the four tags',
  measure([
    tagsAlone('by hand', ways.byHand, signedIn),
    tagsAlone('kit, 3 providers', kit, signedIn),
    tagsAlone('kit, 60 providers registered, 3 on', sixty, signedIn),
  ]),
)
table(
  'The same, the page view made in the clock',
  measure([
    withView('by hand', ways.byHand, signedIn),
    withView('kit, 3 providers', kit, signedIn),
    withView('kit, 60 providers registered, 3 on', sixty, signedIn),
  ]),
)
table(
  'An anonymous visitor, no variables for the tags',
  measure([tagsAlone('by hand', ways.byHand, anonymous), tagsAlone('kit, 3 providers', kit, anonymous)]),
)
table(
  'An internal address: everything commented out',
  measure([tagsAlone('by hand', ways.byHand, internal), tagsAlone('kit, 3 providers', kit, internal)]),
)
table(
  'Island mode (other bytes: the code is constant, its data beside it)',
  measure([tagsAlone('by hand, inline', ways.byHand, signedIn), tagsAlone('kit, island', island, signedIn)]),
)

const parts = measure([
  tagsAlone('the kit, whole', kit, signedIn),
  tagsAlone('its providers send no data', ways.kit(kitOf({}, { providers: withData(() => undefined) })), signedIn),
  tagsAlone('internal address: nothing is looked at', kit, internal),
  dataAlone('three values to JSON, escaped', signedIn),
])
const [whole, dataless, bare, json] = parts.map(({ time }) => time.median)
const share = (name, time) => ({ name, time, part: time / whole })
console.log('\nWhere the kit’s time goes, the first table’s page')
for (const { name, time, part } of [
  share('looking up tags, deciding, writing', bare),
  share('what of the page each provider may see', dataless - bare),
  share('the providers’ data()', whole - dataless - json),
  share('JSON.stringify and escaping', json),
  share('the four tags', whole),
]) {
  console.log(`${name.padEnd(48)}${fixed(time).padStart(9)}${`${fixed(part * 100, 0)} %`.padStart(8)}`)
}
assert.ok(made() > 0)
