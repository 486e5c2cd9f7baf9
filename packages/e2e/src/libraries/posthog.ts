import { type Library, npmFile } from './library.ts'

interface Upload {
  api_key: string
  batch: { event: string; properties: Record<string, unknown> }[]
}

export const posthog: Library = {
  provider: 'posthog',
  settings: { POSTHOG_PROJECT_TOKEN: 'phc_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v' },
  answer: ({ pathname }) => {
    if (pathname === '/static/array.js') return npmFile('posthog-js/dist/array.full.no-external.js')
    return pathname.endsWith('.js') ? { script: '' } : { json: {} }
  },
  told: ({ url, text }) => {
    if (url.pathname !== '/e/') return {}
    const { api_key, batch } = JSON.parse(text) as Upload
    const posted = batch.find(({ event }) => event === 'rhyme posted')
    const { distinct_id, plan, lines } = posted?.properties ?? {}
    return { site: api_key, user: distinct_id, plan, event: lines }
  },
  expected: { site: 'phc_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v', user: 'jeff', plan: 'gold', event: 4 },
}
