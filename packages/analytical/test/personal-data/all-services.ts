import { type AnalyticalOptions, createAnalytical } from '../../src/analytical.ts'
import type { AnyProvider, Shape } from '../../src/provider.ts'
import { providers } from '../../src/providers/index.ts'
import { describe } from '../../src/settings/setting.ts'

/** Every service that is there, and whether its terms forbid personal data. */
export const services = (providers as readonly AnyProvider[]).filter(({ ended }) => ended === undefined)

const isRequired = (schema: Shape[string]) => !schema.safeParse(undefined).success

/** Settings that switch every service on, by its own example of each that it needs. */
const settingsOfAll: Readonly<Record<string, unknown>> = Object.fromEntries(
  services.flatMap(({ settings }) =>
    Object.entries(settings as Shape).flatMap(([name, schema]) =>
      isRequired(schema) ? [[name, describe(schema)?.example]] : [],
    ),
  ),
)

/** A site with every service there is. */
export function siteWithAll(settings: object = {}, options: Partial<AnalyticalOptions> = {}) {
  const errors: unknown[] = []
  const analytical = createAnalytical({
    settings: { ...settingsOfAll, ...settings },
    onError: (error) => errors.push(error),
    ...options,
  })

  /** What each service's tags write into a page. */
  function written(user: object, variables: object = {}): [service: string, html: string][] {
    const context = { ...variables, analytical: analytical.pageView({ ip: '203.0.113.7', user }) }
    return services.map(({ name, tags }) => [
      name,
      Object.keys(tags)
        .map((tag) => analytical.render(tag, context))
        .join('\n'),
    ])
  }

  const constant = new Set(written({}).flatMap(([, html]) => html.split('\n')))
  /** What each service is told beside what every page has. */
  const told = (user: object, variables: object = {}): [service: string, html: string][] =>
    written(user, variables).map(([service, html]) => [
      service,
      html
        .split('\n')
        .filter((line) => !constant.has(line))
        .join('\n'),
    ])

  return { analytical, errors, told }
}
