import type { ContextProcessor } from './context-processors.ts'
import { combined, merged, type Policy, type Sources } from './csp.ts'
import { type FaultHandler, guardedHandler } from './faults.ts'
import { identityFor } from './identity.ts'
import { type InstalledTag, install } from './installed.ts'
import type { PageView, PageViewInput } from './page-view.ts'
import { PageViews } from './page-views.ts'
import type { AnyProvider, Capability, Word } from './provider.ts'
import { providers as builtIn } from './providers/index.ts'
import { seenBy } from './seen.ts'
import { announce, type OnProblems } from './settings/announce.ts'
import { checkSettings, type KitValues } from './settings/check-settings.ts'
import type { Problem, SettingsError } from './settings/problem.ts'
import { type TagName, Tags } from './tags.ts'
import { Variables } from './variables.ts'
import { type Action, decide, type Verdict } from './verdict.ts'
import type { Identified } from './visitor.ts'

export interface AnalyticalOptions {
  /** A module's exports, an object, or what `readSettings` returned. */
  settings: object
  /** All providers there are; the built-in ones unless you add your own: `[...providers, mine]`. */
  providers?: readonly AnyProvider[]
  contextProcessors?: readonly ContextProcessor[]
  /** What an asynchronous context processor may take, in milliseconds; 1000 unless you say. */
  contextProcessorDeadline?: number
  /** Where a context processor and the page set the same variable the processor wins; `true` turns it round. */
  viewWins?: boolean
  /** How a user's record names its user; by its `username` unless you say. */
  // biome-ignore lint/suspicious/noExplicitAny: each site has a user record of its own.
  identify?: (user: any) => Identified
  onProblems?: OnProblems
  /** Hears of everything that went wrong while a page was made; unless you say, each different message is printed once. */
  onError?: FaultHandler
}

/** One site's tracking tags. */
export interface Analytical {
  /**
   * The HTML of a tag (`clicky`, `analytical_head_top` …) in a page with these context variables. Never throws: `''` for a
   * tag that is off, and for one that failed, which `onError` hears of.
   */
  render(tag: string, context?: object): string
  /** What the adapters make of a request that renders a page; starts the context processors, see its `ready`. */
  pageView(input?: PageViewInput): PageView
  /** What becomes of every tag in a page with these context variables, and why. */
  explain(context?: object): Verdict[]
  /**
   * What the enabled providers need of a content security policy, for every page of the site; given a policy (helmet's
   * directives, spelled either way), that policy with it added.
   */
  csp(policy?: Policy): Record<string, Sources>
  /** What each provider can express: yes, no, or a sentence on what it takes. */
  capabilities(): Record<string, Readonly<Record<Word, Capability>>>
  /** Every tag that templates may use. */
  readonly tags: readonly TagName[]
  /** The names of the providers that are on. */
  readonly enabled: readonly string[]
  /** What is wrong, or looks wrong, with the settings. */
  readonly problems: readonly Problem[]
}

function settingsIn({ settings }: AnalyticalOptions): object {
  if (settings instanceof Promise)
    throw new TypeError('the settings are a promise: write settings: await readSettings(…)')
  if (typeof settings !== 'object' || settings === null) {
    throw new TypeError("settings must be an object, like { CLICKY_SITE_ID: '12345678' }")
  }
  return settings
}

function addressTrust({ ANALYTICAL_TRUSTED_PROXIES: proxies, ANALYTICAL_FORWARDED_HEADER: header }: KitValues) {
  if (proxies === undefined) return undefined
  return header === undefined ? { proxies } : { proxies, header }
}

function laidOver(given: object, processed: object | undefined, viewWins: boolean): Variables {
  if (processed === undefined) return new Variables(given)
  return viewWins ? new Variables(given, processed) : new Variables(processed, given)
}

/** One page while its tags are rendered. */
interface PageInHand {
  view: PageView
  variables: Variables
  disabled: unknown
}

/**
 * The kit for one site. All state is in what it returns.
 *
 * @throws {@link SettingsError} listing everything wrong with the settings, unless `onProblems` says otherwise.
 */
export function createAnalytical(options: AnalyticalOptions): Analytical {
  const { providers = builtIn, viewWins = false } = options
  const report = guardedHandler(options.onError)
  const checked = checkSettings(settingsIn(options), providers)
  announce(checked.problems, options.onProblems)

  const installed = providers.map((provider) => install(provider, checked, providers))
  const enabled = installed.filter(({ off }) => off === undefined)
  const tags = new Tags(installed)
  const views = new PageViews({
    trust: addressTrust(checked.kit),
    processors: options.contextProcessors ?? [],
    deadline: options.contextProcessorDeadline ?? 1000,
    identify: options.identify,
    report,
  })
  const needs = combined(
    enabled.flatMap(({ provider, settings, tags }) => [
      provider.csp(settings),
      { 'script-src': tags.flatMap(({ snippet }) => snippet?.hashes ?? []) },
    ]),
  )

  function pageOf(context: object | undefined): PageInHand {
    const given = typeof context === 'object' && context !== null ? context : {}
    const view = views.in(given)
    const variables = laidOver(given, view.variables, viewWins)
    return { view, variables, disabled: variables.get('analytical_disabled') }
  }

  function decideOn({ of: { provider, off, isInternal } }: InstalledTag, { view: { ip }, disabled }: PageInHand) {
    return decide({ provider: provider.name, off, disabledOnPage: disabled, isInternal, ip })
  }

  function write({ of, name, snippet, data }: InstalledTag, { view, variables }: PageInHand, action: Action): string {
    if (snippet === undefined || action === 'omit') return ''
    if (action === 'comment') return snippet.disabled
    const leftOut = (error: unknown) => report(error, { provider: of.provider.name, tag: name, phase: 'render' })
    return snippet.live(data(seenBy(of.interest, variables, view, view.visitor, leftOut)), view.nonce)
  }

  function renderTag(tag: InstalledTag, page: PageInHand): string {
    const where = { provider: tag.of.provider.name, tag: tag.name, phase: 'render' } as const
    const { rendered } = page.view
    if (rendered.has(tag.name)) report(new Error(`${tag.name} is rendered twice in one page, and counts twice`), where)
    rendered.add(tag.name)
    try {
      return write(tag, page, decideOn(tag, page).action)
    } catch (error) {
      report(error, where)
      return ''
    }
  }

  return {
    render(name, context) {
      try {
        const wanted = tags.named(name)
        if (wanted.length === 0) return ''
        const page = pageOf(context)
        let html = ''
        for (const tag of wanted) html += renderTag(tag, page)
        return html
      } catch (error) {
        report(error, { tag: name, phase: 'render' })
        return ''
      }
    },

    pageView: (input = {}) => views.of(input),

    explain(context) {
      const page = pageOf(context)
      return installed
        .flatMap(({ tags }) => tags)
        .map((tag) => {
          const { provider, interest } = tag.of
          const decision = decideOn(tag, page)
          const place = { provider: provider.name, title: provider.title, tag: tag.name, position: tag.position }
          try {
            const bytes = Buffer.byteLength(write(tag, page, decision.action))
            const { note } = identityFor(interest.terms, page.variables, page.view.visitor)
            return { ...place, ...decision, bytes, notes: note === undefined || bytes === 0 ? [] : [note] }
          } catch (error) {
            return { ...place, action: 'omit', reason: `it failed: ${(error as Error).message}`, bytes: 0, notes: [] }
          }
        })
    },

    csp(policy) {
      if (policy !== undefined) return merged(needs, policy)
      return Object.fromEntries([...needs].map(([directive, sources]) => [directive, [...sources]]))
    },

    capabilities: () => Object.fromEntries(providers.map(({ name, capabilities }) => [name, capabilities])),
    tags: tags.names,
    enabled: enabled.map(({ provider }) => provider.name),
    problems: checked.problems,
  }
}
