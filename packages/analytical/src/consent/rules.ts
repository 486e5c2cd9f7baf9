import { type CodeElement, codeElement, type ScriptMode } from '../code-element.ts'
import type { Category, Consent } from '../provider.ts'
import type { KitValues } from '../settings/check-settings.ts'
import { askedFor, type Service } from './asked-for.ts'
import type { Said } from './choice.ts'
import { consentClient } from './client.ts'
import { cookiesIn } from './cookie.ts'
import { askedCategories, type ConsentManager } from './manager.ts'
import { managers } from './managers/index.ts'
import { own } from './managers/own.ts'
import { type TagConsent, tagConsent } from './tag-consent.ts'

/** The visitor's choice in one page, by subject. */
export type ConsentState = Readonly<Record<string, Consent>>

/** How a site that asks for consent goes about it. */
export interface ConsentRules {
  /** For what a site may tell a choice: categories and, where its manager has a switch for them, single services. */
  subjects: readonly string[]
  /** The subject whose consent a provider of a category needs; undefined for what is necessary. */
  subjectOf(provider: string, category: Category): string | undefined
  /** The choice by the cookies of a request and what the site itself says; a refusal by either counts. */
  state(cookies: string | undefined, said: Said): ConsentState
  /** The choice of a visitor of whom nothing is known. */
  unknown: ConsentState
  /** How consent concerns a provider's tags. */
  ofTag(provider: string, category: Category): TagConsent
  /** The page's side, which takes the state for its data. */
  client: CodeElement
}

/** The rules of one site; undefined where its settings ask for no consent. */
export function consentRules(
  kit: KitValues,
  services: readonly Service[],
  site: { mode: ScriptMode; asks: boolean },
): ConsentRules | undefined {
  if (kit.ANALYTICAL_CONSENT !== 'required') return undefined
  const { ANALYTICAL_CONSENT_NAMES: called = {}, ANALYTICAL_CONSENT_REGIONS: regions = [] } = kit
  const manager = managerOf(kit, site.asks)
  const asked = askedFor(manager, isOwn(kit) ? {} : called, services)
  const names = new Map(asked.map(({ subject, name }) => [subject, name]))
  const categories = new Map(asked.map(({ subject, category }) => [subject, category]))
  const subjects = [...new Set([...askedCategories, ...names.keys()])]
  const read = cookieReader(manager, kit, [...names.values()])
  const subjectOf = (provider: string, category: Category) =>
    category === 'necessary' ? undefined : names.has(provider) ? provider : category
  const stateBy = (choiceOf: (subject: string) => Consent): ConsentState =>
    Object.fromEntries([...names.keys()].map((subject) => [subject, choiceOf(subject)]))
  return {
    subjects,
    subjectOf,
    unknown: stateBy(() => 'pending'),
    state(cookies, said) {
      const kept = read(cookies)
      const saidOf = (subject: string) => said(subject) ?? said(categories.get(subject) ?? subject)
      return stateBy((subject) => strictest([saidOf(subject), ...kept(names.get(subject))]))
    },
    ofTag(provider, category) {
      const subject = subjectOf(provider, category)
      const name = names.get(subject ?? '')
      return tagConsent(
        manager,
        category,
        subject === undefined || name === undefined ? undefined : { subject, name },
        regions,
      )
    },
    client: codeElement(site.mode, consentClient(manager.watch(asked)), { compact: true }),
  }
}

const isOwn = ({ ANALYTICAL_CONSENT_MANAGER: manager }: KitValues) => manager === undefined

// A site with a function of its own keeps the choice itself.
const managerOf = ({ ANALYTICAL_CONSENT_MANAGER: name }: KitValues, siteAsks: boolean): ConsentManager =>
  name === undefined ? own(!siteAsks) : managers[name]

/** Reads what a manager's cookies say of one of its names: each cookie's word, where a browser sends several. */
function cookieReader(manager: ConsentManager, kit: KitValues, names: readonly string[]) {
  const { ANALYTICAL_CONSENT_COOKIE: renamed, ANALYTICAL_CONSENT_REVISION: revision } = kit
  const cookie = (isOwn(kit) ? undefined : renamed) ?? manager.cookie
  return (header = ''): ((name: string | undefined) => readonly Consent[]) => {
    const cookies = cookiesIn(header)
    const choices = cookies(cookie).map((value) => manager.read(value, { cookies, names, revision }))
    return (name) => (name === undefined ? [] : choices.map((choice) => consentOf(choice?.(name))))
  }
}

const consentOf = (isGranted: boolean | undefined): Consent =>
  isGranted === undefined ? 'pending' : isGranted ? 'granted' : 'denied'

const byStrictness: readonly Consent[] = ['denied', 'pending', 'granted']

// A refusal counts whoever has it, and what is granted is so by all who say anything.
const strictest = (said: readonly (Consent | undefined)[]): Consent =>
  byStrictness.find((one) => said.includes(one)) ?? 'pending'
