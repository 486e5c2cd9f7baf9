import type { Audience } from './audience.ts'
import { messageOf, type ViewFaultHandler } from './faults.ts'
import { impersonal, type Personality } from './impersonal.ts'
import type { Installed, InstalledTag } from './installed.ts'
import { noted } from './noted.ts'
import type { Omissions } from './omissions.ts'
import type { PageInHand } from './page-in-hand.ts'
import { guarded } from './personal-data.ts'
import { type Seen, vocabulary } from './provider.ts'
import { seenBy } from './seen.ts'
import type { Snippet } from './snippet.ts'
import { type Action, type Decision, decide, isNamed } from './verdict.ts'
import type { Listener } from './words.ts'

/** What decides what tags write. */
export interface WriterRules {
  omissions: Omissions
  personality: Personality
  report: ViewFaultHandler
}

const ignore = () => {}

// A word that the look for personal data does not get to the end of is told to nobody.
const walked = (value: unknown) =>
  guarded(
    value,
    (text) => text,
    () => false,
  )

/** Decides what becomes of a tag in a page, and writes it. */
export class TagWriter {
  readonly #rules: WriterRules

  constructor(rules: WriterRules) {
    this.#rules = rules
  }

  decide({ of, waitsItself }: InstalledTag, { audience, disabled, isSensitive }: PageInHand): Decision {
    const { names, category, off, isInternal } = of
    return decide({
      names,
      off,
      disabledOnPage: disabled,
      omission: audience.omission ?? this.#rules.omissions.ofCategory(category, audience.signals, isSensitive),
      consent: choiceFor(of, audience),
      waitsItself,
      isInternal,
      ip: audience.ip,
    })
  }

  /** Whether the visitor's choice concerns a tag in a page, whatever it is: who refused may change their mind. */
  asksConsent({ of, snippet }: InstalledTag, { audience, disabled }: PageInHand): boolean {
    const { subject, names } = of
    return (
      subject !== undefined && snippet?.hasCode === true && audience.omission === undefined && !isNamed(names, disabled)
    )
  }

  /** The tag's HTML once it is decided; `note` hears of what is kept back from its provider. */
  write(tag: InstalledTag, page: PageInHand, action: Action, note?: Listener['note']): string {
    const { snippet } = tag
    if (snippet === undefined || action === 'omit') return ''
    if (action === 'comment') return snippet.disabled
    try {
      return this.#written(tag, snippet, page, action, note)
    } catch (error) {
      if (page.untold !== undefined) throw error
      page.untold = this.#untold(page)
      if (page.untold.size === 0) throw error
      page.variables = page.variables.without(page.untold)
      return this.#written(tag, snippet, page, action, note)
    }
  }

  // Asked only once something failed: a shared word that one tag cannot tell no other can.
  #untold({ view, variables }: PageInHand): ReadonlySet<string> {
    const untold = new Set<string>()
    for (const name of vocabulary.map((word) => `analytical_${word}`)) {
      try {
        const value = variables.get(name)
        JSON.stringify(walked(typeof value === 'object' ? { ...value } : value))
      } catch (error) {
        untold.add(name)
        const fault = new TypeError(`${name} cannot be told, and is left out: ${messageOf(error)}`)
        this.#rules.report(view, fault, { phase: 'render' })
      }
    }
    return untold
  }

  #written(tag: InstalledTag, snippet: Snippet, page: PageInHand, action: Action, note?: Listener['note']): string {
    const data = tag.data(this.#seen(tag, page, action, note))
    const { nonce } = page.audience
    if (action === 'hold') return snippet.held(data, nonce)
    return page.isDeferred ? snippet.deferred(data, nonce) : snippet.live(data, nonce)
  }

  // What goes out before the visitor chose does not tell who it is; what is held may, as it goes nowhere until then.
  #seen(tag: InstalledTag, page: PageInHand, action: Action, note?: Listener['note']): Seen {
    const { of } = tag
    const { provider, interest } = of
    const { view, audience, variables } = page
    const where = { provider: provider.name, tag: tag.name, phase: 'render' } as const
    const report = (error: Error) => this.#rules.report(view, error, where)
    const listener = { note: note ?? ignore, report }
    const consent = consentSeen(of, audience)
    const isUnnamed = action === 'render' && choiceFor(of, audience)?.choice === 'pending'
    const seen = isUnnamed
      ? seenBy(
          interest,
          variables.through(impersonal(this.#rules.personality, view.visitor, ignore)),
          { ...unnamed, address: audience.address },
          consent,
          listener,
        )
      : seenBy(interest, variables, audience, consent, listener)
    return note === undefined ? seen : noted(seen, provider, audience, note)
  }
}

const unnamed = { visitor: undefined, events: [] }

const choiceFor = ({ subject }: Installed, { consent }: Audience) =>
  subject === undefined ? undefined : { subject, choice: consent?.[subject] ?? ('pending' as const) }

/** The visitor's choice by category: the provider's own switch stands for its category. */
function consentSeen({ subject, category }: Installed, { consent = {} }: Audience): Seen['consent'] {
  return subject === undefined || subject === category ? consent : { ...consent, [category]: consent[subject] }
}
