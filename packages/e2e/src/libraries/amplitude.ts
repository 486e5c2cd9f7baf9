import { type Library, npmFile } from './library.ts'

interface Upload {
  api_key: string
  events: {
    event_type: string
    user_id?: string
    event_properties?: Record<string, unknown>
    user_properties?: { $set?: Record<string, unknown> }
  }[]
}

export const amplitude: Library = {
  provider: 'amplitude',
  settings: { AMPLITUDE_API_KEY: '0123456789abcdef0123456789abcdef' },
  answer: ({ host }) =>
    host === 'cdn.amplitude.com'
      ? npmFile('@amplitude/analytics-browser/lib/scripts/amplitude-min.js')
      : { json: { code: 200 } },
  told: ({ url, text }) => {
    if (url.pathname !== '/2/httpapi') return {}
    const { api_key, events } = JSON.parse(text) as Upload
    const posted = events.find(({ event_type }) => event_type === 'rhyme posted')
    const identified = events.find(({ user_properties }) => user_properties?.$set?.plan !== undefined)
    return {
      site: api_key,
      user: posted?.user_id,
      plan: identified?.user_properties?.$set?.plan,
      event: posted?.event_properties?.lines,
    }
  },
  expected: { site: '0123456789abcdef0123456789abcdef', user: 'jeff', plan: 'gold', event: 4 },
}
