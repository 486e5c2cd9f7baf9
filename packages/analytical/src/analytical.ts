import { isThenable } from './at-hand.ts'
import type { ContextProcessor } from './context-processors.ts'
import { combined, cspOf, type Policy, type Sources } from './csp.ts'
import { disabledOnPage } from './disabled-on-page.ts'
import { type FaultHandler, guardedHandler, type Where } from './faults.ts'
import { type InstalledTag, install } from './installed.ts'
import { namesOf } from './names.ts'
import { type Exclude, omissionsOf } from './omissions.ts'
import type { PageView, PageViewInput, Renderer } from './page-view.ts'
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
import type { Listener } from './words.ts'

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
  /** Whom the site leaves out itself, such as its staff: no provider's code goes into a page for which it returns true. */
  exclude?: Exclude
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

const ignore = () => {}

// What a page says of its own privacy is taken for a yes unless it is clearly a no.
const isYes = (value: unknown) => value !== undefined && value !== null && value !== false && value !== ''

const asObject = (context: unknown): object => (typeof context === 'object' && context !== null ? context : {})

const whereOf = ({ name, of }: InstalledTag): Where => ({ provider: of.provider.name, tag: name, phase: 'render' })

function laidOver(given: object, processed: object | undefined, viewWins: boolean): Variables {
  if (processed === undefined) return new Variables(given)
  return viewWins ? new Variables(given, processed) : new Variables(processed, given)
}

/** One page while its tags are rendered. */
interface PageInHand {
  view: PageView
  variables: Variables
  disabled: boolean | readonly string[]
  isSensitive: boolean
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
  const site: Renderer = {
    render: (tag, context) => analytical.render(tag, context),
    explain: (context) => analytical.explain(context),
  }
  const omissions = omissionsOf(checked.kit, options.exclude, report)
  const views = new PageViews({
    site,
    trust: addressTrust(checked.kit),
    processors: options.contextProcessors ?? [],
    deadline: options.contextProcessorDeadline ?? 1000,
    identify: options.identify,
    omission: omissions.ofPage,
    report,
  })
  const needs = combined(
    enabled.flatMap(({ provider, settings, tags }) => [
      provider.csp(settings),
      { 'script-src': tags.flatMap(({ snippet }) => snippet?.hashes ?? []) },
    ]),
  )

  const names = providers.flatMap(namesOf)

  function pageOf(given: object, view: PageView): PageInHand {
    const variables = laidOver(given, view.variables, viewWins)
    const disabled = disabledOnPage(variables, names, (error) => reportOnce(view, error, { phase: 'render' }))
    const isSensitive = isYes(variables.get('analytical_sensitive')) || omissions.isSensitive(view)
    return { view, variables, disabled, isSensitive }
  }

  function reportOnce({ reported }: PageView, error: Error, where: Where): void {
    if (reported.has(error.message)) return
    reported.add(error.message)
    report(error, where)
  }

  function decideOn({ of: { provider, names, off, isInternal } }: InstalledTag, page: PageInHand) {
    const { view, disabled, isSensitive } = page
    const omission = view.omission ?? omissions.ofCategory(provider.category, view, isSensitive)
    return decide({ names, off, disabledOnPage: disabled, omission, isInternal, ip: view.ip })
  }

  function write(tag: InstalledTag, { view, variables }: PageInHand, action: Action, note: Listener['note']): string {
    const { of, snippet, data } = tag
    if (snippet === undefined || action === 'omit') return ''
    if (action === 'comment') return snippet.disabled
    const listener = { note, report: (error: Error) => reportOnce(view, error, whereOf(tag)) }
    const seen = seenBy(of.interest, variables, view, view.visitor, listener)
    return snippet.live(data(seen), view.nonce, view.signals.prerender)
  }

  function renderTag(tag: InstalledTag, page: PageInHand): string {
    try {
      const { action } = decideOn(tag, page)
      const html = write(tag, page, action, ignore)
      if (action === 'render') countOnce(tag, page.view)
      return html
    } catch (error) {
      report(error, whereOf(tag))
      return ''
    }
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
      const decision = decideOn(tag, page)
      const html = write(tag, page, decision.action, (text) => notes.add(text))
      return { ...place, ...decision, bytes: Buffer.byteLength(html), notes: [...notes] }
    } catch (error) {
      return { ...place, action: 'omit', reason: `it failed: ${error instanceof Error ? error.message : error}` }
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
        const page = pageOf(given, view)
        let html = ''
        for (const tag of wanted) html += renderTag(tag, page)
        return html
      } catch (error) {
        report(error, { tag: typeof name === 'string' ? name : typeof name, phase: 'render' })
        return ''
      }
    },

    pageView: (input = {}) => views.of(input),

    explain(context) {
      const given = asObject(context)
      const view = views.in(given)
      if (view !== undefined && view.site !== site) return view.site.explain(context)
      const page = view && pageOf(given, view)
      return installed.flatMap((one) => one.tags.map((tag) => explainTag(tag, page)))
    },

    csp: cspOf(needs),

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
