import { type Analytical, createAnalytical } from '../../src/analytical.ts'
import type { AnyProvider } from '../../src/provider.ts'
import type { Fields, Given } from './given.ts'

/** Where a page is shown. */
export const places = ['live', 'internal', 'held'] as const
export type Place = (typeof places)[number]

/** How code goes out. */
export type Mode = 'inline' | 'island'

const kitSettings = {
  ANALYTICAL_PERSONAL_DATA: ['email', 'name'],
  ANALYTICAL_INTERNAL_IPS: ['10.0.0.0/8'],
}

/** A site with one provider. */
export interface Site {
  /** What it reported, but for values that are left out because they are of the wrong shape. */
  faults: readonly string[]
  /** A page of all the provider's tags, as a browser gets it. */
  page(given: Given, place: Place): string
}

/** @throws SettingsError where it does not take the settings. */
export function siteWith(provider: AnyProvider, settings: Fields, mode: Mode): Site {
  const faults: string[] = []
  const kit = (more: Fields) =>
    createAnalytical({
      settings: { ...settings, ...kitSettings, ...more, ANALYTICAL_SCRIPTS: mode },
      providers: [provider],
      onError: (error, { phase }) => {
        const { message } = error as Error
        if (phase !== 'nonce' && !message.endsWith('left out')) faults.push(message)
      },
    })
  const free = kit({})
  let asking: Analytical | undefined
  const tags = Object.entries(provider.tags as Readonly<Record<string, { position: string }>>)
  return {
    faults,
    page({ variables, user, nonce }, place) {
      if (place === 'held') asking ??= kit({ ANALYTICAL_CONSENT: 'required' })
      const analytical = place === 'held' ? (asking as Analytical) : free
      const ip = place === 'internal' ? '10.1.2.3' : '203.0.113.7'
      const context = { ...variables, analytical: analytical.pageView({ ip, user, nonce }) }
      const written = (where: string) =>
        tags
          .filter(([, { position }]) => position.startsWith(where))
          .map(([tag]) => analytical.render(tag, context))
          .join('')
      return `<!doctype html><html><head>${written('head')}</head><body>${written('body')}<p id="after"></p></body></html>`
    },
  }
}
