import type { StandIn } from './stand-in.ts'

declare const window: Window & {
  clicky_site_ids?: number[]
  clicky_custom?: { session?: object; goal?: object; split?: object; href?: string; title?: string }
  clicky?: { log(href: string, title?: string, type?: string): void }
}

/** Page views go out as inserted scripts, everything else as beacons. */
export const clicky: StandIn = {
  provider: 'clicky',
  script: ({ host }) =>
    host !== 'static.getclicky.com'
      ? undefined
      : () => {
          const { session, goal, split, href, title } = window.clicky_custom ?? {}
          const ids = (window.clicky_site_ids ?? []).splice(0)
          const hit = (type: string, id: number, more: object) => {
            const query = new URLSearchParams({ site_id: String(id), type })
            for (const [name, value] of Object.entries(more)) {
              if (value === undefined) continue
              const fields = typeof value === 'object' ? Object.entries(value) : [[undefined, value]]
              for (const [key, item] of fields) query.append(key === undefined ? name : `${name}[${key}]`, String(item))
            }
            return `https://in.getclicky.com/in.php?${query}`
          }
          window.clicky = {
            log(href, title, type = 'click') {
              for (const id of ids) navigator.sendBeacon(hit(type, id, { href, title, custom: session }))
            },
          }
          for (const id of ids) {
            const beacon = document.createElement('script')
            beacon.src = hit('pageview', id, {
              href: href ?? location.pathname,
              title: title ?? document.title,
              custom: session,
              goal,
              split,
            })
            document.head.append(beacon)
          }
        },
}
