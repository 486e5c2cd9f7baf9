import type { AnyProvider } from '../provider.ts'
import type { ProviderSettings } from '../settings/check-settings.ts'
import type { Problem } from '../settings/problem.ts'
import { generalTags } from '../tags.ts'
import type { Verdict } from '../verdict.ts'
import { pageOf } from './page.ts'
import type { Site } from './site.ts'

export interface ServiceOn {
  name: string
  title: string
  category: string
  /** What it writes into a page for an anonymous visitor who allows everything, in bytes. */
  bytes: number
  hosts: readonly string[]
}

interface ServiceOff {
  name: string
  title: string
  reason: string
  /** Whether the settings name it: otherwise nobody expects it to be on. */
  mentioned: boolean
}

/** What `check --json` prints. */
export interface CheckReport {
  file: string | null
  ok: boolean
  on: readonly ServiceOn[]
  off: readonly ServiceOff[]
  problems: readonly Problem[]
  /** What went wrong while the page was made that `bytes` is of. */
  failures: readonly string[]
}

/** Checks a site; where `isStrict`, warnings count as wrong. */
export async function reportOn(site: Site, isStrict: boolean): Promise<CheckReport> {
  const failures: string[] = []
  const { analytical, context } = await pageOf(site, { consent: allAllowed(site) }, (failure) => failures.push(failure))
  const verdicts = analytical.explain(context)
  for (const tag of generalTags) analytical.render(tag, context)
  const { problems } = site.checked
  const isWrong = problems.some(({ level }) => isStrict || level === 'error')
  return {
    file: site.file,
    ok: !isWrong && failures.length === 0,
    on: servicesOf(site).flatMap(({ provider, checked }) =>
      checked.off === undefined ? [serviceOn(provider, checked, verdicts)] : [],
    ),
    off: servicesOf(site).flatMap(({ provider, checked }) =>
      checked.off === undefined ? [] : [serviceOff(provider, checked, checked.off, problems)],
    ),
    problems,
    failures,
  }
}

const allAllowed = ({ checked }: Site) => (checked.kit.ANALYTICAL_CONSENT === 'required' ? true : undefined)

const servicesOf = ({ providers, checked }: Site) =>
  providers.map((provider) => ({ provider, checked: checked.providers.get(provider.name) as ProviderSettings }))

function serviceOn(provider: AnyProvider, checked: ProviderSettings, verdicts: readonly Verdict[]): ServiceOn {
  const { name, title } = provider
  const own = verdicts.filter((verdict) => verdict.provider === name)
  const sources = Object.values(provider.csp(checked.values)).flat() as string[]
  return {
    name,
    title,
    category: checked.category,
    bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
    hosts: [...new Set(sources.filter(isHost))].sort(),
  }
}

const isHost = (source: string) => !source.startsWith("'") && !/^[a-z]+:$/.test(source)

function serviceOff(
  { name, title }: AnyProvider,
  { values }: ProviderSettings,
  reason: string,
  problems: readonly Problem[],
): ServiceOff {
  const mentioned = Object.keys(values).length > 0 || problems.some(({ provider }) => provider === name)
  return { name, title, reason, mentioned }
}
