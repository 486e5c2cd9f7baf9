import { clicky } from './clicky.ts'
import { googleAnalytics } from './google_analytics.ts'
import { hubspot } from './hubspot.ts'

/** All built-in providers, in the order in which they stand in a page. */
export const providers = [clicky, googleAnalytics, hubspot] as const
