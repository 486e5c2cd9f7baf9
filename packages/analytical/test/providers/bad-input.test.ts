import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { createAnalytical } from '../../src/analytical.ts'
import type { AnyProvider } from '../../src/provider.ts'
import { providers } from '../../src/providers/index.ts'
import { describe as described } from '../../src/settings/setting.ts'

const living = (providers as readonly AnyProvider[]).filter(({ ended }) => ended === undefined)

const mistakes: readonly (readonly [what: string, value: string])[] = [
  ['the example of the vendor’s instructions', 'XXXXXXXXXX'],
  ['words in the place of an id', 'YOUR_ACCOUNT_ID'],
  ['a place to fill in', '<your id>'],
  ['quotes', '"12345678"'],
  ['a line of code', "');alert(1);//"],
  ['an id of Google’s', 'UA-123456-7'],
  ['an id of PostHog’s', 'phc_b1C2d3E4f5G6h7I8j9K0l1M2n3O4p5Q6r7S8t9U0v1W'],
  ['10,000 digits', '9'.repeat(10_000)],
  ['10,000 groups', 'a-'.repeat(10_000)],
  ['10,000 labels', `${'a.'.repeat(10_000)}example`],
]

const required = ({ settings }: AnyProvider) =>
  Object.keys(settings).filter((name) => !settings[name].isOptional() && !isSecret(settings[name]))
const isSecret = (schema: z.ZodType) => described(schema)?.secret === true

const whose = (provider: AnyProvider, mistake: string) =>
  mistake.startsWith('phc_') && provider.name === 'posthog' ? [] : required(provider)

describe.each(living)('the account of $title', (provider) => {
  test.each(mistakes)('is refused at the start, by its name, where it is %s', (_, value) => {
    const examples = Object.fromEntries(
      required(provider).map((name) => [name, described(provider.settings[name])?.example]),
    )
    for (const name of whose(provider, value)) {
      const { problems, enabled } = createAnalytical({
        settings: { ...examples, [name]: value },
        providers: [provider],
        onProblems: () => {},
      })
      expect(enabled).toEqual([])
      expect(problems).toMatchObject([
        { level: 'error', setting: name, message: expect.stringMatching(`^${name} must `) },
      ])
      expect(problems[0]?.message.length).toBeLessThan(400)
    }
  })
})
