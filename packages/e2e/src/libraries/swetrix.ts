import { type Library, npmFile } from './library.ts'

interface Hit {
  pid: string
  ev?: string
  meta?: Record<string, unknown>
  profileId?: string
  traits?: Record<string, unknown>
}

export const swetrix: Library = {
  provider: 'swetrix',
  settings: { SWETRIX_PROJECT_ID: 'STEzHcB1rALV' },
  answer: ({ host }) => (host === 'swetrix.org' ? npmFile('swetrix/dist/swetrix.js') : { json: {} }),
  told: ({ url, text }) => {
    if (!url.pathname.startsWith('/log') || text === '') return {}
    const { pid, ev, meta, profileId, traits } = JSON.parse(text) as Hit
    return { site: pid, user: profileId, plan: traits?.plan, event: ev === 'rhyme posted' ? meta?.lines : undefined }
  },
  expected: { site: 'STEzHcB1rALV', user: 'jeff', plan: 'gold', event: 4 },
}
