import { type AnyProvider, defineProvider, type Provider, prefixOf } from './provider.ts'

/** A service that is no more. */
export interface EndedService<Name extends string> {
  name: Name
  title: string
  homepage: `https://${string}`
  summary: string
  category: AnyProvider['category']
  /** The day on which its end was last looked up, `YYYY-MM-DD`. */
  verified: string
  /** The end of "Performable ended …". */
  ended: string
  /** What to do, as a sentence: "Set HUBSPOT_PORTAL_ID instead". */
  instead: string
  /** Its settings, which give one warning; every other name with its prefix does too. */
  settings: readonly string[]
  /** Settings of another name's that were its own with such a value. */
  retired?: AnyProvider['retired']
  /** Its tags, which stay valid in templates and render nothing; named as the service unless said. */
  tags?: readonly string[]
}

// biome-ignore lint/complexity/noBannedTypes: it has no settings, variables or aliases.
type Ended<Name extends string> = Provider<Name, {}, {}, {}, undefined, never>

/** A provider for a service that ended: its names are recognised, and nothing is rendered. */
export function endedService<const Name extends string>(service: EndedService<Name>): Ended<Name> {
  const { name, title, ended, instead, settings, tags = [name], retired = [], ...rest } = service
  const because = `${title} ended ${ended}. ${instead}`
  return defineProvider({
    ...rest,
    name,
    title,
    ended,
    settings: {},
    variables: {},
    capabilities: { identity: false, session: false, goal: false, split: false, page: false, events: false },
    csp: () => ({}),
    tags: Object.fromEntries(tags.map((tag) => [tag, { position: 'body_bottom' as const }])),
    retired: [{ settings: [...settings, `${prefixOf(name)}INTERNAL_IPS`], because }, ...retired],
  })
}
