import type { BrowserContext, Request } from 'playwright-core'
import { type Answer, answerTo } from './answer.ts'
import { type SentRequest, sentRequest } from './sent-request.ts'
import { type Vendor, type VendorsOptions, vendorsOf } from './vendors.ts'

export interface WatchOptions extends VendorsOptions {
  /** What a vendor's host answers; emptily unless you say. */
  answer?(request: SentRequest): Answer | Promise<Answer>
  /**
   * What becomes of requests to hosts that are neither the site's nor a vendor's: they pass (`'pass'`, unless you say), are
   * refused (`'refuse'`), or are answered and told as a vendor's are (`'answer'`).
   */
  others?: 'pass' | 'refuse' | 'answer'
}

/** Which requests are meant: those to a provider, or those for which a function returns true. */
export type Which = string | ((request: SentRequest) => boolean)

/** What leaves the pages of a browser context for vendors, none of whom is reached. */
export interface VendorTraffic {
  /** The requests that left, in order: all, or some. */
  sent(which?: Which): readonly SentRequest[]
  /**
   * The first of some requests, once it has left.
   *
   * @throws Error after `timeout` milliseconds, 10 000 unless you say, that says what left instead.
   */
  until(which: Which, options?: { timeout?: number }): Promise<SentRequest>
  /** Forgets what left so far. */
  clear(): void
  /**
   * Waits until the network is quiet, and asserts that nothing has left for a vendor who needs consent. To be asked before
   * the test gives consent.
   *
   * @throws Error that lists what left.
   */
  expectNothingBeforeConsent(): Promise<void>
  /** The addresses of requests to hosts that are neither the site's nor a vendor's, where these are refused. */
  readonly refused: readonly URL[]
  /**
   * Asserts that nothing was refused.
   *
   * @throws Error that lists what was.
   */
  expectNothingRefused(): void
}

/**
 * Answers vendors' hosts for every page of a browser context, and notes what leaves for them. The site itself is reached: the
 * origins that the pages themselves are of.
 */
export async function watchVendors(context: BrowserContext, options: WatchOptions = {}): Promise<VendorTraffic> {
  const { answer = () => undefined, others = 'pass' } = options
  const vendors = vendorsOf(options)
  const origins = new Set<string>()
  const sent: SentRequest[] = []
  const refused: URL[] = []
  const waiting = new Set<(request: SentRequest) => void>()

  await context.route('**/*', async (route) => {
    const request = route.request()
    const url = new URL(request.url())
    if (isOfPage(request)) origins.add(url.origin)
    const concerned = vendors.filter(({ has }) => has(url))
    if (origins.has(url.origin) || (concerned.length === 0 && others === 'pass')) return route.fallback()
    if (concerned.length === 0 && others === 'refuse') {
      refused.push(url)
      return route.abort()
    }
    const one = sentRequest(
      request,
      concerned.map(({ name }) => name),
    )
    sent.push(one)
    for (const tell of waiting) tell(one)
    return answerTo(route, await answer(one))
  })

  return {
    sent: (which) => sent.filter(meaning(which)),
    until: (which, { timeout = 10_000 } = {}) =>
      new Promise((resolve, reject) => {
        const isMeant = meaning(which)
        const known = sent.find(isMeant)
        if (known !== undefined) return resolve(known)
        const timer = setTimeout(() => {
          waiting.delete(tell)
          reject(new Error(`no such request left within ${timeout} ms; what left:${listed(sent)}`))
        }, timeout)
        function tell(request: SentRequest): void {
          if (!isMeant(request)) return
          clearTimeout(timer)
          waiting.delete(tell)
          resolve(request)
        }
        waiting.add(tell)
      }),
    clear() {
      sent.length = 0
    },
    async expectNothingBeforeConsent() {
      await Promise.all(context.pages().map((page) => page.waitForLoadState('networkidle')))
      const early = sent.filter((request) => needsConsent(request, vendors))
      if (early.length > 0)
        throw new Error(`before consent nothing may leave for vendors, but this did:${listed(early)}`)
    },
    refused,
    expectNothingRefused() {
      if (refused.length === 0) return
      const list = refused.map((url) => `\n  ${url}`).join('')
      throw new Error(`requests left for hosts that are neither the site's nor a vendor's:${list}`)
    },
  }
}

function meaning(which: Which | undefined): (request: SentRequest) => boolean {
  if (which === undefined) return () => true
  return typeof which === 'string' ? ({ vendors }) => vendors.includes(which) : which
}

/** Whether a request is for a page itself, and not for a part of one. */
function isOfPage(request: Request): boolean {
  if (!request.isNavigationRequest()) return false
  try {
    return request.frame().parentFrame() === null
  } catch {
    // The frame of a window that just opens is not there yet.
    return true
  }
}

const needsConsent = ({ vendors: names }: SentRequest, vendors: readonly Vendor[]) =>
  !vendors.some(({ name, isFree }) => isFree && names.includes(name))

const listed = (requests: readonly SentRequest[]) =>
  requests.length === 0 ? ' nothing' : requests.map(({ vendors, url }) => `\n  ${vendors.join(', ')} ${url}`).join('')
