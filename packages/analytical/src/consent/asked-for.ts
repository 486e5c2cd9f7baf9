import type { Category } from '../provider.ts'
import { type Asked, askedCategories, type ConsentManager } from './manager.ts'

/** A service, as consent concerns it. */
export interface Service {
  name: string
  /** Its provider's names, this one among them. */
  names: readonly string[]
  title: string
  category: Category
}

/** Everything that a site asks its visitors for, given what it says of its manager's names. */
export function askedFor(
  manager: ConsentManager,
  called: Readonly<Record<string, string>>,
  services: readonly Service[],
): readonly Asked[] {
  const { names } = manager
  const ofCategories = askedCategories.flatMap((category) => {
    const name = called[category] ?? (typeof names === 'function' ? undefined : names[category])
    return name === undefined ? [] : [{ subject: category, name, title: category, category }]
  })
  const ofServices = services.flatMap(({ name: provider, names: known, title, category }) => {
    if (category === 'necessary') return []
    const byItself = typeof names === 'function' && called[category] === undefined ? names(provider) : undefined
    const name = known.map((other) => called[other]).find((other) => other !== undefined) ?? byItself
    return name === undefined ? [] : [{ subject: provider, name, title, category }]
  })
  return [...ofCategories, ...ofServices]
}
