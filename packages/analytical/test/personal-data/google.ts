import { createAnalytical } from '../../src/analytical.ts'
import type { AnyProvider } from '../../src/provider.ts'
import { providers } from '../../src/providers/index.ts'
import type { Told } from './places.ts'

export const google = (providers as readonly AnyProvider[]).filter(
  ({ name, ended }) => name.startsWith('google_') && ended === undefined,
)

const ids = {
  GOOGLE_ANALYTICS_ID: 'G-ABCDE12345',
  GOOGLE_ADS_ID: 'AW-123456789',
  GOOGLE_TAG_MANAGER_CONTAINER_ID: 'GTM-ABC1234',
}

/** A site with Google's three services that grants whatever it can. */
export function googleSite(settings: object = {}) {
  const errors: unknown[] = []
  const analytical = createAnalytical({
    settings: { ...ids, ANALYTICAL_PERSONAL_DATA: ['email', 'name'], ...settings },
    identify: (user) => ('told' in user ? user.told : user),
    onError: (error) => errors.push(error),
  })

  /** What each service's tags write into a page. */
  function written({ variables, events = [], user }: Told): Record<string, string> {
    const view = analytical.pageView({ ip: '203.0.113.7', user: { id: 7, username: 'u7', ...user } })
    for (const [name, properties] of events) view.event(name, properties)
    const context = { ...variables, analytical: view }
    const write = ({ tags }: AnyProvider) => Object.keys(tags).map((tag) => analytical.render(tag, context))
    return Object.fromEntries(google.map((provider) => [provider.name, write(provider).join('\n')]))
  }

  const linesOf = (told: Told) => Object.values(written(told)).flatMap((html) => html.split('\n'))
  const constant = new Set(linesOf({ user: { username: undefined, id: undefined } }))
  /** What a page says beside what every page has: its code is as long as all the rest, and always the same. */
  const said = (told: Told) =>
    linesOf(told)
      .filter((line) => !constant.has(line))
      .join('\n')

  return { errors, written, said }
}
