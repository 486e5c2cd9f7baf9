import { type ReadOptions, readTracking, type Tracking } from '@analytical/testing'
import { createAnalytical } from '../../src/analytical.ts'

/** A page with one provider: its settings, the page's variables, the user who is signed in. */
export interface PageWith {
  settings: Readonly<Record<string, unknown>>
  variables?: Readonly<Record<string, unknown>>
  user?: unknown
  vendors?: ReadOptions['vendors']
}

/** What a page tracks that holds all tags of the providers that are on. */
export function trackingOf({ settings, variables = {}, user, vendors = {} }: PageWith): Tracking {
  const errors: unknown[] = []
  const analytical = createAnalytical({ settings, onError: (error) => errors.push(error) })
  const context = { ...variables, analytical: analytical.pageView({ ip: '203.0.113.7', user }) }
  const tag = (position: string) => analytical.render(`analytical_${position}`, context)
  const html = `<head>${tag('head_top')}${tag('head_bottom')}</head><body>${tag('body_top')}${tag('body_bottom')}</body>`
  if (errors.length > 0) throw errors[0]
  return readTracking(html, { url: 'https://rhymes.example/page?x=1', vendors })
}

export const jeff = { username: 'jeff', id: 17, email: 'jeff@example.com', name: 'Jeffrey Bean' }
