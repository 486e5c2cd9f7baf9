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
  const isOn = (provider: AnyProvider) =>
    provider.ended === undefined && (settings === undefined || kitOf(provider, settings).enabled.length > 0)
  const ofProviders = providers.filter(isOn).map((provider) => {
    const analytical = kitOf(provider, settings ?? exampleSettings(provider))
    return { name: provider.name, isFree: isFree(analytical), has: withinHosts(Object.values(analytical.csp()).flat()) }
  })
  const others = Object.entries(hosts).map(([name, sources]) => ({ name, isFree: true, has: withinHosts(sources) }))
  return [...ofProviders, ...others]
}

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
