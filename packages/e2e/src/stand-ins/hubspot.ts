import type { StandIn } from './stand-in.ts'

declare const window: Window & { _hsq?: [string, unknown][] }

/** The loader inserts the analytics script, which works off the queue and then sends the page view. */
export const hubspot: StandIn = {
  provider: 'hubspot',
  script: ({ host }) => {
    if (host.endsWith('.hs-scripts.com')) {
      return () => {
        const analytics = document.createElement('script')
        analytics.src = 'https://js.hs-analytics.net/analytics/1700000000000/1234567.js'
        document.head.append(analytics)
      }
    }
    if (!host.endsWith('.hs-analytics.net')) return undefined
    return () => {
      const identity: Record<string, unknown> = {}
      let path = location.pathname
      const send = (kind: string, more: Record<string, unknown>) => {
        const fields = Object.entries({ k: kind, path, ...identity, ...more }).map(([key, value]) => [
          key,
          String(value),
        ])
        new Image().src = `https://track.hubspot.com/__ptq.gif?${new URLSearchParams(fields)}`
      }
      const run = ([command, value]: [string, unknown]) => {
        if (command === 'identify') Object.assign(identity, value)
        if (command === 'setPath') path = String(value)
        if (command === 'trackCustomBehavioralEvent') {
          const { name, properties } = value as { name: string; properties: Record<string, unknown> }
          send('event', { n: name, ...properties })
        }
      }
      for (const command of window._hsq ?? []) run(command)
      send('pageview', {})
    }
  },
}
