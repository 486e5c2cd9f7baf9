import { type Analytical, type AnyProvider, providers as builtIn, createAnalytical } from 'analytical'
import { exampleSettings } from '../examples.ts'

/** A service whose hosts a page may ask, by its provider's name. */
export interface Vendor {
  name: string
  /** Whether its code may go out before the visitor chose. */
  isFree: boolean
  has(address: URL): boolean
}

export interface VendorsOptions {
  /** The site's settings: the hosts are those of its own providers. Without them, of all, by the examples in their pages. */
  settings?: object
  /** All providers there are; the built-in ones unless you add your own: `[...providers, mine]`. */
  providers?: readonly AnyProvider[]
  /** More vendors, by a name of yours: hosts as a policy has them, like `https://*.consent.example`. */
  hosts?: Readonly<Record<string, readonly string[]>>
}

/** The vendors of a site, with the hosts that its policy allows them. */
export function vendorsOf({ settings, providers = builtIn, hosts = {} }: VendorsOptions): readonly Vendor[] {
  const ofProviders = providers.flatMap((provider) => {
    const kits = settingsOf(provider, settings).map((one) => kitOf(provider, one))
    if (provider.ended !== undefined || kits.every(({ enabled }) => enabled.length === 0)) return []
    const sources = kits.flatMap((analytical) => Object.values(analytical.csp()).flat())
    return [{ name: provider.name, isFree: kits.some(isFree), has: withinHosts(sources) }]
  })
  const others = Object.entries(hosts).map(([name, sources]) => ({ name, isFree: true, has: withinHosts(sources) }))
  return [...ofProviders, ...others]
}

// Some services have other hosts for other regions: the examples know one, a site with nothing but its account another.
const settingsOf = (provider: AnyProvider, settings: object | undefined): readonly object[] =>
  settings === undefined ? [exampleSettings(provider), exampleSettings(provider, false)] : [settings]

const kitOf = (provider: AnyProvider, settings: object): Analytical =>
  createAnalytical({
    settings: { ...settings, ANALYTICAL_CONSENT: 'required' },
    providers: [provider],
    onProblems: () => {},
    onError: () => {},
  })

// What goes out into the page of a visitor who has not chosen yet needs no choice.
const isFree = (analytical: Analytical): boolean =>
  analytical.explain({ analytical: analytical.pageView() }).some(({ action }) => action === 'render')

function withinHosts(sources: readonly unknown[]): (address: URL) => boolean {
  const hosts = sources.flatMap((source) => /^(?:https|wss):\/\/([^/]+)/.exec(String(source))?.[1] ?? [])
  return ({ host }) => hosts.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) : host === one))
}
