import { type TrackingFixture, trackingFixture } from '@analytical/testing/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { createAnalytical } from 'analytical'

const settings = { CLICKY_SITE_ID: '12345678', ANALYTICAL_CONSENT: 'required' }
const analytical = createAnalytical({ settings })
const test = base.extend<TrackingFixture>(trackingFixture({ settings, others: 'refuse' }))

async function open(page: Page, more = ''): Promise<void> {
  const html = analytical.render('analytical_body_bottom', { user: { username: 'jeff' } })
  await page.route('https://rhymes.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html><body>${html}${more}</body>` }),
  )
  await page.goto('https://rhymes.example/')
}

test('a test has what leaves', async ({ page, tracking }) => {
  await open(page)
  await tracking.expectNothingBeforeConsent()
  await page.evaluate(() =>
    (window as unknown as { analytical: { consent(choice: object): void } }).analytical.consent({
      analytics: 'granted',
    }),
  )
  expect((await tracking.until('clicky')).url.href).toBe('https://static.getclicky.com/js')
})

test('a test that does not ask for it reaches no vendor', async ({ page }) => {
  await open(page, '<script src="https://static.getclicky.com/js" onload="document.title = \'answered\'"></script>')
  await expect(page).toHaveTitle('answered')
})

test('a request to another host fails the test', async ({ page }) => {
  await open(page, '<img src="https://other.example/x">')
})
