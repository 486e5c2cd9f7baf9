import { type Library, npmFile } from './library.ts'

interface Event {
  event: string
  properties: Record<string, unknown>
}

export const mixpanel: Library = {
  provider: 'mixpanel',
  settings: { MIXPANEL_API_TOKEN: '0123456789abcdef0123456789abcdef' },
  answer: ({ host }) => (host === 'cdn.mxpnl.com' ? npmFile('mixpanel-browser/dist/mixpanel.min.js') : { json: 1 }),
  told: ({ url, text }) => {
    if (url.pathname !== '/track/') return {}
    const batch = [JSON.parse(new URLSearchParams(text).get('data') ?? '[]')].flat() as Event[]
    const posted = batch.find(({ event }) => event === 'rhyme posted')
    const { token, $user_id, plan, lines } = posted?.properties ?? {}
    return { site: token, user: $user_id, plan, event: lines }
  },
  expected: { site: '0123456789abcdef0123456789abcdef', user: 'jeff', plan: 'gold', event: 4 },
}
