/**
 * A page: its HTML, or what a test has it from. A `Response` of fetch or of Hono, a page or response of Playwright, an answer
 * of supertest or of Fastify's `inject`; or a promise of any of these.
 */
export type PageLike = string | Answered | PromiseLike<string | Answered>

/** An answer, by where it keeps its text. */
type Answered = { text: string | (() => Promise<string>) } | { body: string } | { content(): Promise<string> }

/**
 * The HTML of a page: at once where it is given, else a promise of it.
 *
 * @throws TypeError for what is no page.
 */
export function pageText(page: unknown): string | Promise<string> {
  if (typeof page === 'string') return page
  if (typeof page !== 'object' || page === null) throw noPage(page)
  return textIn(page)
}

async function textIn(page: object): Promise<string> {
  const given: unknown = await page
  if (given !== page) return pageText(given)
  if ('text' in page && typeof page.text === 'string') return page.text
  if ('body' in page && typeof page.body === 'string') return page.body
  if ('content' in page && typeof page.content === 'function') return page.content()
  return onlyReading(page)
}

const read = new WeakMap<object, Promise<string>>()

/** What can be read but once is read once, and may be asked about again. */
function onlyReading(page: object): Promise<string> {
  if (!('text' in page && typeof page.text === 'function')) throw noPage(page)
  const known = read.get(page) ?? page.text()
  read.set(page, known)
  return known
}

const noPage = (page: unknown) =>
  new TypeError(
    `a page must be its HTML or an answer with it, like await fetch(url) (got ${page === null ? 'null' : typeof page})`,
  )
