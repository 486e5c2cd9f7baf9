import { type ReadOptions, readTracking, type Tracking } from '@analytical/testing'
import { createAnalytical } from '../../src/analytical.ts'
import type { AnyProvider, Category, Consent, Tag } from '../../src/provider.ts'

/** A page with one provider: its settings, the page's variables, the user who is signed in. */
export interface PageWith {
  settings: Readonly<Record<string, unknown>>
  variables?: Readonly<Record<string, unknown>>
  user?: unknown
  vendors?: ReadOptions['vendors']
}

/** What a page tracks that holds all tags of the providers that are on. */
export function trackingOf({ settings, variables = {}, user, vendors = {} }: PageWith): Tracking {
  const errors: unknown[] = []
  const analytical = createAnalytical({ settings, onError: (error) => errors.push(error) })
  const context = { ...variables, analytical: analytical.pageView({ ip: '203.0.113.7', user }) }
  const tag = (position: string) => analytical.render(`analytical_${position}`, context)
  const html = `<head>${tag('head_top')}${tag('head_bottom')}</head><body>${tag('body_top')}${tag('body_bottom')}</body>`
  if (errors.length > 0) throw errors[0]
  return readTracking(html, { url: 'https://rhymes.example/page?x=1', vendors })
}

export const jeff = { username: 'jeff', id: 17, email: 'jeff@example.com', name: 'Jeffrey Bean' }

/** The attributes of the script element that loads a vendor's file. */
export function attributesOf(settings: PageWith['settings'], address: string): Record<string, string> {
  let found = {}
  const read: NonNullable<PageWith['vendors']>[string] = ({ document }) => {
    const file = document.querySelector('script[src]') as HTMLScriptElement
    found = Object.fromEntries([...file.attributes].map(({ name, value }) => [name, value]))
  }
  trackingOf({ settings, vendors: { [address]: read } })
  return found
}

/** What a provider's consent call leaves before the vendor's file is there, given the visitor's choices one after the other. */
export function consentOf(
  provider: AnyProvider,
  settings: Readonly<Record<string, unknown>>,
  ...choices: readonly Partial<Record<Category, Consent>>[]
): Tracking['globals'] {
  const tag = Object.values(provider.tags).find(({ consent }) => consent !== undefined) as Tag<object>
  const parts = { stub: tag.stub?.(settings) ?? '', call: tag.consent?.(settings, { regions: [] }) }
  const calls = choices.map((choice) => `(function (consent) { ${parts.call}\n })(${JSON.stringify(choice)});`)
  const { globals, errors } = readTracking(`<script>${parts.stub}\n${calls.join('\n')}</script>`)
  if (errors.length > 0) throw new Error(errors.join('\n'))
  return globals
}
