import { type Library, npmFile } from './library.ts'

interface Event {
  event: string
  properties: Record<string, unknown>
}

export const posthog: Library = {
  provider: 'posthog',
  settings: { POSTHOG_PROJECT_TOKEN: 'phc_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v' },
  hosts: ['.i.posthog.com'],
  answer: ({ pathname }) => {
    if (pathname === '/static/array.js') return npmFile('posthog-js/dist/array.full.no-external.js')
    return pathname.endsWith('.js') ? { script: '' } : { json: {} }
  },
  told: ({ address, body }) => {
    if (!/^\/(?:e|i\/v0\/e)\/$/.test(address.pathname)) return {}
    const batch = [JSON.parse(body)].flat() as Event[]
    const posted = batch.find(({ event }) => event === 'rhyme posted')
    const { token, distinct_id, plan } = posted?.properties ?? {}
    return { site: token, user: distinct_id, plan, event: posted?.properties.lines }
  },
  expected: { site: 'phc_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v', user: 'jeff', plan: 'gold', event: 4 },
}
