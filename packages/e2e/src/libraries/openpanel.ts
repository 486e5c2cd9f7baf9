import { type Library, npmFile } from './library.ts'

interface Call {
  type: string
  payload: { profileId?: string; name?: string; properties?: Record<string, unknown> }
}

const clientId = 'b59b0b9e-3c0a-4e21-9d8a-7a2d1c0f4e65'

export const openpanel: Library = {
  provider: 'openpanel',
  settings: { OPENPANEL_CLIENT_ID: clientId },
  answer: ({ host }) =>
    host === 'openpanel.dev' ? npmFile('@openpanel/web/dist/src/tracker.global.js') : { json: {} },
  told: ({ headers, text }) => {
    if (text === '') return {}
    const { type, payload } = JSON.parse(text) as Call
    const { plan, lines } = payload.properties ?? {}
    if (type === 'identify') return { user: payload.profileId, plan }
    return payload.name === 'rhyme posted' ? { site: headers['openpanel-client-id'], plan, event: lines } : { plan }
  },
  expected: { site: clientId, user: 'jeff', plan: 'gold', event: 4 },
}
