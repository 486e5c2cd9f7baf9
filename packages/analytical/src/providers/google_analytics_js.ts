import { endedService } from '../ended-service.ts'

const universalId = /^UA-/i

/**
 * Universal Analytics, by analytics.js and, before it, ga.js. Its end from Google's list of deprecated features
 * (support.google.com/analytics/answer/4457764, read 2026-11-21).
 */
export const googleAnalyticsJs = endedService({
  name: 'google_analytics_js',
  title: 'Universal Analytics',
  homepage: 'https://marketingplatform.google.com/about/analytics/',
  summary: 'Google’s web analytics until 2023, by analytics.js and ga.js.',
  category: 'analytics',
  verified: '2026-11-21',
  ended: 'on 1 July 2023',
  instead: 'Set GOOGLE_ANALYTICS_ID, like G-ABCDE12345, instead',
  settings: [
    'GOOGLE_ANALYTICS_JS_PROPERTY_ID',
    'GOOGLE_ANALYTICS_JS_SOURCE',
    'GOOGLE_ANALYTICS_TRACKING_STYLE',
    'GOOGLE_ANALYTICS_DOMAIN',
    'GOOGLE_ANALYTICS_DISPLAY_ADVERTISING',
    'GOOGLE_ANALYTICS_SITE_SPEED',
    'GOOGLE_ANALYTICS_SITE_SPEED_SAMPLE_RATE',
    'GOOGLE_ANALYTICS_ANONYMIZE_IP',
    'GOOGLE_ANALYTICS_SAMPLE_RATE',
    'GOOGLE_ANALYTICS_SESSION_COOKIE_TIMEOUT',
    'GOOGLE_ANALYTICS_VISITOR_COOKIE_TIMEOUT',
    'GOOGLE_ANALYTICS_COOKIE_EXPIRATION',
    'ANALYTICAL_DOMAIN',
  ],
  retired: [
    {
      settings: ['GOOGLE_ANALYTICS_PROPERTY_ID', 'GOOGLE_ANALYTICS_GTAG_PROPERTY_ID', 'GOOGLE_ANALYTICS_ID'],
      value: universalId,
      because: 'Universal Analytics (UA-) ended on 1 July 2023. Set GOOGLE_ANALYTICS_ID, like G-ABCDE12345, instead',
    },
  ],
})
