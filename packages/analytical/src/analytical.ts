import { isThenable } from './at-hand.ts'
import type { AskConsent } from './consent/choice.ts'
import { consentRules } from './consent/rules.ts'
import type { ContextProcessor } from './context-processors.ts'
import { combined, cspOf, type Policy, type Sources } from './csp.ts'
import { type FaultHandler, guardedHandler, messageOf, oncePerView, type Where } from './faults.ts'
import { personalityOf } from './impersonal.ts'
import { type InstalledTag, install } from './installed.ts'
import { maskOf } from './masking.ts'
import { namesOf } from './names.ts'
import { type Exclude, omissionsOf } from './omissions.ts'
import { type PageInHand, type PageRules, pageInHand } from './page-in-hand.ts'
import type { PageView, PageViewInput, Renderer } from './page-view.ts'
import { PageViews } from './page-views.ts'
import { limitsTo } from './policy-limits.ts'
import type { AnyProvider, Capability, Word } from './provider.ts'
import { providers as builtIn } from './providers/index.ts'
import { announce, type OnProblems } from './settings/announce.ts'
import {
  type CheckedSettings,
  checkSettings,
  type KitValues,
  type ProviderSettings,
} from './settings/check-settings.ts'
import type { Problem, SettingsError } from './settings/problem.ts'
import { SharedPageError } from './shared-page-error.ts'
import { TagWriter } from './tag-writer.ts'
import { type TagName, Tags } from './tags.ts'
import type { Verdict } from './verdict.ts'
import type { Identified } from './visitor.ts'

export interface AnalyticalOptions {
  /** A module's exports, an object, or what `readSettings` returned. */
  settings: object
  /** All providers there are; the built-in ones unless you add your own: `[...providers, mine]`. */
  providers?: readonly AnyProvider[]
  contextProcessors?: readonly ContextProcessor[]
  /** What an asynchronous context processor, or `consent`, may take, in milliseconds; 1000 unless you say. */
  deadline?: number
  /** Where a context processor and the page set the same variable the processor wins; `true` turns it round. */
  viewWins?: boolean
  /** How a user's record names its user; by its `username` unless you say. */
  // biome-ignore lint/suspicious/noExplicitAny: each site has a user record of its own.
  identify?: (user: any) => Identified
  /** Whom the site leaves out itself, such as its staff: no provider's code goes into a page for which it returns true. */
  exclude?: Exclude
  /**
   * The visitor's choice where the site keeps it itself, from a request: `{ analytics: 'granted', marketing: 'denied' }`, true
   * or false for all, or a promise of it; what is left out is pending. Asked where `ANALYTICAL_CONSENT` is `'required'`.
   */
  consent?: AskConsent
  onProblems?: OnProblems
  /** Hears of everything that went wrong while a page was made; unless you say, each different message is printed once. */
  onError?: FaultHandler
}

/** One site's tracking tags. */
export interface Analytical {
  /**
   * The HTML of a tag (`clicky`, `analytical_head_top` …) in a page with these context variables. Never throws: `''` for a
   * tag that is off, and for one that failed, which `onError` hears of. The one exception is a page for everybody that would
   * name one visitor, where it is static, or the settings say so (`ANALYTICAL_SHARED_CACHE`).
   */
  render(tag: string, context?: object): string
  /** What the adapters make of a request that renders a page; starts the context processors, see its `ready`. */
  pageView(input?: PageViewInput): PageView
  /** Says that adapters make the page views: a tag that has none renders nothing from now on, and is reported. */
  expectPageViews(): void
  /** What becomes of every tag in a page with these context variables, and why. */
  explain(context?: object): Verdict[]
  /**
   * What the enabled providers need of a content security policy, for every page of the site; given a policy (helmet's
   * directives, spelled either way, or the text of a header), that policy with it added.
   *
   * @throws TypeError that names the directives of a policy that is malformed.
   */
  csp(policy?: Policy): Record<string, Sources>
  csp(header: string): string
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
  if (isThenable(settings)) throw new TypeError('the settings are a promise: write settings: await readSettings(…)')
  if (typeof settings !== 'object' || settings === null) {
    throw new TypeError("settings must be an object, like { CLICKY_SITE_ID: '12345678' }")
  }
  return settings
}

function addressTrust({ ANALYTICAL_TRUSTED_PROXIES: proxies, ANALYTICAL_FORWARDED_HEADER: header }: KitValues) {
  if (proxies === undefined) return undefined
  return header === undefined ? { proxies } : { proxies, header }
}

const asObject = (context: unknown): object => (typeof context === 'object' && context !== null ? context : {})

const whereOf = ({ name, of }: InstalledTag): Where => ({ provider: of.provider.name, tag: name, phase: 'render' })

function sourcesOf(provider: AnyProvider, settings: Readonly<Record<string, unknown>>) {
  try {
    return provider.csp(settings)
  } catch (cause) {
    throw new Error(`The policy of ${provider.title} cannot be made: ${messageOf(cause)}`, { cause })
  }
}

const servicesThatAreOn = (all: readonly AnyProvider[], { providers }: CheckedSettings) =>
  all.flatMap((provider) => {
    const { name, title } = provider
    const { off, category } = providers.get(name) as ProviderSettings
    return off === undefined ? [{ name, names: namesOf(provider), title, category }] : []
  })

/**
 * The kit for one site. All state is in what it returns.
 *
 * @throws {@link SettingsError} listing everything wrong with the settings, unless `onProblems` says otherwise.
 */
export function createAnalytical(options: AnalyticalOptions): Analytical {
  const { providers = builtIn, viewWins = false, consent: askConsent } = options
  const report = guardedHandler(options.onError)
  const reportOnce = oncePerView(report)
  const checked = checkSettings(settingsIn(options), providers)
  announce(checked.problems, options.onProblems)

  const mode = checked.kit.ANALYTICAL_SCRIPTS ?? 'inline'
  const consent = consentRules(checked.kit, servicesThatAreOn(providers, checked), {
    mode,
    asks: askConsent !== undefined,
  })
  const installed = providers.map((provider) => install(provider, checked, providers, consent))
  const enabled = installed.filter(({ off }) => off === undefined)
  const tags = new Tags(installed)
  const site: Renderer = {
    render: (tag, context) => analytical.render(tag, context),
    explain: (context) => analytical.explain(context),
  }
  const omissions = omissionsOf(checked.kit, options.exclude, report)
  const views = new PageViews({
    site,
    trust: addressTrust(checked.kit),
    processors: options.contextProcessors ?? [],
    deadline: options.deadline ?? 1000,
    identify: options.identify,
    omission: (view) => omissions.ofHost(view.signals) ?? omissions.ofVisitor(view),
    consent,
    askConsent,
    mask: maskOf(checked.kit),
    report,
  })
  const needs = combined([
    ...enabled.flatMap(({ provider, settings, tags }) => [
      sourcesOf(provider, settings),
      { 'script-src': tags.flatMap(({ snippet }) => snippet?.hashes ?? []) },
    ]),
    ...(consent === undefined ? [] : [{ 'script-src': consent.client.hashes }]),
  ])
  const personality = personalityOf(enabled.map(({ provider }) => provider))
  const rules: PageRules = {
    viewWins,
    names: providers.flatMap(namesOf),
    personality,
    omissions,
    consent,
    shared: checked.kit.ANALYTICAL_SHARED_CACHE ?? 'omit',
    takesNonce: enabled.some(({ tags }) => tags.some(({ snippet }) => snippet?.takesNonce)),
    isInternal: (ip) => enabled.some(({ isInternal }) => isInternal(ip)),
    report: reportOnce,
    reportLate: report,
  }
  const writer = new TagWriter({ omissions, personality, report: reportOnce })

  function renderTag(tag: InstalledTag, page: PageInHand): string {
    try {
      const { action } = writer.decide(tag, page)
      const html = writer.write(tag, page, action)
      if (action === 'render' || action === 'hold') countOnce(tag, page.view)
      return html
    } catch (error) {
      report(error, whereOf(tag))
      return ''
    }
  }

  /**
   * The page's side of consent, ahead of the tags: with the first general tag that has any, with a tag on its own, and with
   * what else a page has that has it not yet. Where it is there twice it runs once.
   */
  function clientFor(name: string, wanted: readonly InstalledTag[], page: PageInHand): string {
    if (consent === undefined) return ''
    const { view, audience } = page
    const isGeneral = tags.isGeneral(name)
    if (isGeneral && view.hasConsentClient && !tags.isFirst(name)) return ''
    const concerned = isGeneral ? enabled.flatMap((one) => one.tags) : wanted
    if (!concerned.some((tag) => writer.asksConsent(tag, page))) return ''
    view.hasConsentClient = true
    return consent.client.html(audience.consent, audience.nonce)
  }

  function countOnce(tag: InstalledTag, { rendered }: PageView): void {
    if (rendered.has(tag.name)) {
      report(new Error(`${tag.name} is rendered twice in one page view, and counts twice`), whereOf(tag))
    }
    rendered.add(tag.name)
  }

  function explainTag(tag: InstalledTag, page: PageInHand | undefined): Verdict {
    const { name, title } = tag.of.provider
    const place = { provider: name, title, tag: tag.name, position: tag.position, notes: [], bytes: 0 }
    if (page === undefined) return { ...place, action: 'omit', reason: 'the page view is not in this context' }
    const notes = new Set<string>()
    try {
      const decision = writer.decide(tag, page)
      const html = writer.write(tag, page, decision.action, (text) => notes.add(text))
      return { ...place, ...decision, bytes: Buffer.byteLength(html), notes: [...notes] }
    } catch (error) {
      return { ...place, action: 'omit', reason: `it failed: ${messageOf(error)}` }
    }
  }

  const analytical: Analytical = {
    render(name, context) {
      try {
        const given = asObject(context)
        const view = views.in(given)
        // Where a process serves several sites, the page is that of the site whose page view it has.
        if (view === undefined) return ''
        if (view.site !== site) return view.site.render(name, context)
        const wanted = tags.named(name)
        if (wanted.length === 0) return ''
        const page = pageInHand(given, view, rules)
        let html = clientFor(name, wanted, page)
        for (const tag of wanted) html += renderTag(tag, page)
        return html
      } catch (error) {
        if (error instanceof SharedPageError) throw error
        report(error, { tag: typeof name === 'string' ? name : typeof name, phase: 'render' })
        return ''
      }
    },

    pageView: (input = {}) => views.of(input),

    expectPageViews: () => views.expect(),

    explain(context) {
      const given = asObject(context)
      const view = views.in(given)
      if (view !== undefined && view.site !== site) return view.site.explain(context)
      const page = view && pageInHand(given, view, rules, true)
      return installed.flatMap((one) => one.tags.map((tag) => explainTag(tag, page)))
    },

    csp: cspOf(needs, limitsTo(enabled, mode, report)),

    capabilities: () =>
      Object.fromEntries(
        providers.filter(({ ended }) => ended === undefined).map(({ name, capabilities }) => [name, capabilities]),
      ),
    tags: tags.names,
    enabled: enabled.map(({ provider }) => provider.name),
    problems: checked.problems,
  }
  return analytical
}
