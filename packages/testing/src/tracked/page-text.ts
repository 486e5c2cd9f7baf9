/**
 * A page: its HTML, or what a test has it from. A `Response` of fetch or of Hono, a page or response of Playwright, one of
 * Fastify's `inject`, of supertest or of light-my-request; or a promise of any of these.
 */
export type PageLike = string | Answered | PromiseLike<string | Answered>

/** An answer, by where it keeps its text. */
type Answered = { text: string | (() => Promise<string>) } | { body: string } | { content(): Promise<string> }

const read = new WeakMap<object, Promise<string>>()

/**
 * The HTML of a page: at once where it is at hand, else a promise. An answer whose text can be read but once is read once.
 *
 * @throws TypeError for what is no page.
 */
export function pageText(page: unknown): string | Promise<string> {
  if (typeof page === 'string') return page
  if (typeof page !== 'object' || page === null) throw noPage(page)
  if ('then' in page && typeof page.then === 'function')
    return Promise.resolve(page as PromiseLike<unknown>).then(pageText)
  if ('text' in page && typeof page.text === 'string') return page.text
  if ('body' in page && typeof page.body === 'string') return page.body
  if ('content' in page && typeof page.content === 'function') return page.content()
  const known = read.get(page) ?? readOnce(page)
  read.set(page, known)
  return known
}

function readOnce(page: object): Promise<string> {
  if ('text' in page && typeof page.text === 'function') return page.text()
  throw noPage(page)
}

const noPage = (page: unknown) =>
  new TypeError(
    `a page must be its HTML or an answer with it, like await fetch(url) (got ${page === null ? 'null' : typeof page})`,
  )
