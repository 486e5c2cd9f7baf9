import type { BrowserContext } from 'playwright-core'
import type { PageAt } from './page-at.ts'

/** Serves a page at its own address to the windows of a context; whatever else of its origin they ask for is empty. */
export async function serveHere(context: BrowserContext, shown: () => PageAt): Promise<void> {
  await context.route('**/*', (route) => {
    const { url, html, policy } = shown()
    const asked = route.request().url()
    if (asked === url) {
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
      return route.fulfill({ headers, body: html })
    }
    return new URL(asked).origin === new URL(url).origin ? route.fulfill({ status: 204 }) : route.fallback()
  })
}
