import { endedService } from '../ended-service.ts'

/** Spring Metrics. Nothing of this decade speaks of it; when it closed is not known. */
export const springMetrics = endedService({
  name: 'spring_metrics',
  title: 'Spring Metrics',
  homepage: 'https://www.springmetrics.com',
  summary: 'Conversion analytics.',
  category: 'analytics',
  verified: '2026-11-21',
  ended: 'before 2020',
  instead: 'Another service tells conversions: GOOGLE_ANALYTICS_ID, like G-ABCDE12345, or MATOMO_SITE_ID, say',
  settings: ['SPRING_METRICS_TRACKING_ID'],
})
