import type { BrowserContext } from 'playwright-core'
import { type VendorTraffic, type WatchOptions, watchVendors } from './watch-vendors.ts'

/** What a test has with the fixture. */
export interface TrackingFixture {
  tracking: VendorTraffic
}

type Fixtures = {
  tracking: [
    (given: { context: BrowserContext }, use: (tracking: VendorTraffic) => Promise<void>) => Promise<void>,
    { auto: true },
  ]
}

/**
 * A fixture for the `test.extend` of @playwright/test: `tracking` is what leaves for vendors, who are answered in every test,
 * also where it does not ask for it. What is refused fails the test.
 *
 * @example export const test = base.extend<TrackingFixture>(trackingFixture({ settings, others: 'refuse' }))
 */
export const trackingFixture = (options: WatchOptions = {}): Fixtures => ({
  tracking: [
    async ({ context }, use) => {
      const tracking = await watchVendors(context, options)
      await use(tracking)
      tracking.expectNothingRefused()
    },
    { auto: true },
  ],
})
