import { type Library, npmFile } from './library.ts'

interface Call {
  type: string
  writeKey: string
  userId?: string
  traits?: Record<string, unknown>
  event?: string
  properties?: Record<string, unknown>
}

const writeKey = 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6'

export const segment: Library = {
  provider: 'segment',
  settings: { SEGMENT_WRITE_KEY: writeKey },
  answer: ({ pathname }) => {
    if (pathname.endsWith('/analytics.min.js')) return npmFile('@segment/analytics-next/dist/umd/standalone.js')
    if (pathname.endsWith('.js')) return npmFile(`@segment/analytics-next/dist/umd/${pathname.split('/').at(-1)}`)
    if (pathname.endsWith('/settings')) return { json: { integrations: { 'Segment.io': { apiKey: writeKey } } } }
    return { json: { success: true } }
  },
  told: ({ url, text }) => {
    if (!url.host.startsWith('api.')) return {}
    const { type, writeKey, userId, traits, event, properties } = JSON.parse(text) as Call
    if (type === 'identify') return { user: userId, plan: traits?.plan }
    return event === 'rhyme posted' ? { site: writeKey, event: properties?.lines } : {}
  },
  expected: { site: writeKey, user: 'jeff', plan: 'gold', event: 4 },
}
