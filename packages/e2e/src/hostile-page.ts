import { exampleSettings, exampleVariables, payloads, sharedWords } from '@analytical/testing'
import { type AnyProvider, createAnalytical } from 'analytical'
import { nonce, type PageAt, pageAt } from './page-at.ts'

// So that no policy hides what would run.
const unlimited = { by: 'a policy that lets everything run', scripts: ["'unsafe-inline'", 'https:'] }
const rest = Object.fromEntries(['img', 'connect', 'frame', 'style', 'font'].map((kind) => [`${kind}-src`, ['https:']]))

/** Where a page of one provider is shown. */
export interface Where {
  mode: 'inline' | 'island'
  ip: string
}

/** A page of one provider where every text and name that a page or its visitor sets is a payload, from one of them on. */
export function hostilePageWith(provider: AnyProvider, { mode, ip }: Where, from: number): PageAt {
  const analytical = createAnalytical({
    settings: {
      ...exampleSettings(provider),
      ANALYTICAL_SCRIPTS: mode,
      ANALYTICAL_INTERNAL_IPS: '10.0.0.0/8',
      ANALYTICAL_PERSONAL_DATA: 'email name',
    },
    providers: [provider],
    onError: () => {},
  })
  const next = nextPayload(from)
  const variables = { ...exampleVariables(provider), ...sharedWords() }
  const user = { username: 'jeff', id: 'u17', email: 'jeff@example.com', name: 'Jeffrey Bean' }
  const view = analytical.pageView({ ip, nonce, user: poisoned(user, next) as object })
  for (const payload of payloads) view.event(payload, { [next()]: next() })
  const context = { ...(poisoned(variables, next) as object), [`${provider.name}_${next()}`]: next(), analytical: view }
  const url = `https://${provider.name.replaceAll('_', '-')}.rhymes.example/board`
  const page = pageAt(url, analytical, context, { ...unlimited, mode }, rest)
  return { ...page, html: page.html.replace(/(?=<\/body><\/html>$)/, '<p id="after"></p>') }
}

const nextPayload = (from: number) => {
  let at = from
  return () => payloads[at++ % payloads.length] as string
}

/** The same value with another payload for every text in it, and one more name in each object. */
function poisoned(value: unknown, next: () => string): unknown {
  if (typeof value === 'string') return next()
  if (Array.isArray(value)) return value.map((item) => poisoned(item, next))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, poisoned(item, next)] as const)
  return Object.fromEntries([...entries, [next(), next()]])
}
