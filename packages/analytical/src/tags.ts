import type { Installed, InstalledTag } from './installed.ts'
import { tagAliases } from './names.ts'
import type { Position } from './provider.ts'
import { didYouMean, orMeant } from './settings/did-you-mean.ts'

/** A tag that templates may use. */
export interface TagName {
  name: string
  /** The provider whose tag it is; absent for the four general ones. */
  provider?: string
  /** Whether it can render anything with these settings. */
  enabled: boolean
  /** The service has ended: its tag is valid however a template of old calls it, and renders nothing. */
  ended?: true
}

const positions: readonly Position[] = ['head_top', 'head_bottom', 'body_top', 'body_bottom']
const generalTag = (position: Position) => `analytical_${position}`
/** The tags that stand for all providers of a position, in the order of a page. */
export const generalTags: ReadonlySet<string> = new Set(positions.map(generalTag))
const orders = ['first', undefined, 'last']

/** Every tag name, with what it renders: one tag of a provider, or a position's tags in order. */
export class Tags {
  readonly #wanted = new Map<string, readonly InstalledTag[]>()
  readonly #first: string | undefined
  readonly names: readonly TagName[]

  constructor(installed: readonly Installed[]) {
    const names: TagName[] = []
    for (const position of positions) {
      const name = generalTag(position)
      this.#wanted.set(name, inOrder(installed, position))
      names.push({ name, enabled: true })
    }
    this.#first = [...generalTags].find((name) => this.named(name).length > 0)
    for (const { provider, tags, off } of installed) {
      const aliases = tagAliases(provider)
      for (const tag of tags) {
        for (const name of [tag.name, ...aliases.filter(([, of]) => of === tag.name).map(([alias]) => alias)]) {
          this.#wanted.set(name, off === undefined ? [tag] : [])
          const ended = provider.ended === undefined ? {} : { ended: true as const }
          names.push({ name, provider: provider.name, enabled: off === undefined, ...ended })
        }
      }
    }
    this.names = names
  }

  /** Whether a tag is that of a position, for all providers. */
  isGeneral(name: string): boolean {
    return generalTags.has(name)
  }

  /** Whether a general tag is the first in the page that renders anything. */
  isFirst(name: string): boolean {
    return name === this.#first
  }

  /** @throws Error, with the tag that was probably meant, for a name that is none. */
  named(name: string): readonly InstalledTag[] {
    const wanted = this.#wanted.get(name)
    if (wanted !== undefined) return wanted
    const meant = didYouMean(String(name), this.#wanted.keys())
    throw new Error(`${name} is no tag${orMeant(meant)}`)
  }
}

function inOrder(installed: readonly Installed[], position: Position): readonly InstalledTag[] {
  const tags = installed.filter(({ off }) => off === undefined).flatMap(({ tags }) => tags)
  return orders.flatMap((order) => tags.filter((tag) => tag.position === position && tag.order === order))
}
