/** @jsxImportSource hono/jsx */
import { html, raw } from 'hono/html'
import { expect, test } from 'vitest'
import { evil, kit, seenIn } from './kit.ts'

/** What a page is made for. */
const contextOf = ({ analytical }: ReturnType<typeof kit>) => ({
  analytical: analytical.pageView({ user: { username: 'alice' }, nonce: 'bm9uY2U=' }),
  probe_colour: evil,
})

/** A tagged template in the manner of lit: what is put in is escaped, unless it is marked. */
const lit = (strings: TemplateStringsArray, ...values: readonly unknown[]) =>
  String.raw({ raw: strings }, ...values.map((value) => (isMarked(value) ? value.unsafe : escaped(String(value)))))
const unsafeHTML = (text: string) => ({ unsafe: text })
const isMarked = (value: unknown): value is { unsafe: string } => typeof value === 'object'
const escaped = (text: string) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')

test('JSX, a tagged template and plain text give one page', async () => {
  const site = kit()
  const tag = (name: string) => site.analytical.render(name, contextOf(site))
  const bottom = tag('analytical_body_bottom')
  const pages = [
    <body>
      <h1>{'A <rhyme>'}</h1>
      {raw(bottom)}
    </body>,
    html`<body><h1>${'A <rhyme>'}</h1>${raw(bottom)}</body>`,
    lit`<body><h1>${'A <rhyme>'}</h1>${unsafeHTML(bottom)}</body>`,
  ]
  for (const page of pages) {
    const text = String(await page)
    expect(text).toBe(`<body><h1>A &lt;rhyme&gt;</h1>${bottom}</body>`)
    expect(seenIn(text)).toMatchObject({ variables: { colour: evil }, identity: 'alice' })
  }
})

test('an element of JSX takes a tag by dangerouslySetInnerHTML', () => {
  const site = kit()
  const __html = site.analytical.render('probe', contextOf(site))
  const page = String(<div dangerouslySetInnerHTML={{ __html }} />)
  expect(page).toBe(`<div>${__html}</div>`)
})
