import { type AnalyticalOptions, createAnalytical } from '../src/analytical.ts'
import type { Where } from '../src/faults.ts'
import { js } from '../src/markup/index.ts'
import { type AnyProvider, defineProvider, type Seen } from '../src/provider.ts'
import { setting } from '../src/settings/setting.ts'
import { variable } from '../src/variable.ts'
import { run } from './page.ts'

/** A provider that puts all it sees of a page view into the page, as a global of its name. */
export function probe(name: string, more: Partial<AnyProvider> = {}): AnyProvider {
  return defineProvider({
    name,
    title: name[0]?.toUpperCase() + name.slice(1),
    homepage: 'https://example.com',
    summary: 'Shows what a provider sees.',
    category: 'analytics',
    verified: '2026-11-20',
    settings: { [`${name.toUpperCase()}_ID`]: setting.digits('The account.', '12345678') },
    variables: {
      colour: variable.text('A colour.', 'red'),
      section: variable.ofPage(variable.text('A part of the site.', 'rhymes')),
    },
    capabilities: { identity: true, session: true, goal: true, split: true, page: true, events: true },
    csp: () => ({}),
    tags: {
      [name]: { position: 'body_bottom', data: (seen: Seen) => seen, script: () => js`window[${name}] = data;` },
    },
    ...more,
  } as AnyProvider)
}

/** The ids of providers, as settings. */
export const idsOf = (providers: readonly AnyProvider[]): Record<string, string> =>
  Object.fromEntries(providers.map(({ name }) => [`${name.toUpperCase()}_ID`, '12345678']))

/** A kit of probes (one called `probe` unless others are given) that keeps the errors it hears of. */
export function site({ settings = {}, providers = [probe('probe')], ...options }: Partial<AnalyticalOptions> = {}) {
  const errors: (Where & { message: string })[] = []
  const analytical = createAnalytical({
    settings: { ...idsOf(providers), ...settings },
    providers,
    onError: (error, where) => errors.push({ ...where, message: (error as Error).message }),
    ...options,
  })
  return {
    analytical,
    errors,
    /** What each provider saw of a page, by its name. */
    seenBy: (context: object) => run(analytical.render('analytical_body_bottom', context)) as Record<string, Seen>,
    /** What the provider `probe` saw of a page. */
    seen: (context: object) => run(analytical.render('probe', context)).probe as Seen,
  }
}
