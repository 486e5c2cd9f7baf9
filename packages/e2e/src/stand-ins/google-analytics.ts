import type { StandIn } from './stand-in.ts'

declare const window: Window & { dataLayer?: ArrayLike<unknown>[] }

/** Commands are those entries of the data layer that are Arguments; arrays are ignored. */
export const googleAnalytics: StandIn = {
  provider: 'google_analytics',
  script: ({ pathname }) =>
    pathname !== '/gtag/js'
      ? undefined
      : () => {
          const configured = new Map<string, Record<string, unknown>>()
          const collect = (id: string, name: string, parameters: Record<string, unknown>) => {
            const { user_id, user_properties, page_location } = configured.get(id) ?? {}
            const query = new URLSearchParams({ v: '2', tid: id, en: name, dl: String(page_location ?? location.href) })
            if (user_id !== undefined) query.set('uid', String(user_id))
            for (const [key, value] of Object.entries(user_properties ?? {})) query.set(`up.${key}`, String(value))
            for (const [key, value] of Object.entries(parameters)) query.set(`ep.${key}`, String(value))
            void fetch(`https://region1.google-analytics.com/g/collect?${query}`, { method: 'POST', keepalive: true })
          }
          const run = (entry: ArrayLike<unknown>) => {
            if (Object.prototype.toString.call(entry) !== '[object Arguments]') return
            const [command, target, fields = {}] = Array.from(entry) as [string, string, Record<string, unknown>?]
            if (command === 'config') {
              configured.set(target, fields)
              collect(target, 'page_view', {})
            }
            if (command === 'event') for (const id of configured.keys()) collect(id, target, fields)
          }
          for (const entry of window.dataLayer ?? []) run(entry)
        },
}
