// biome-ignore lint/suspicious/noExplicitAny: frameworks and sites have requests of their own.
type SiteRequest = any

/** One split test. */
export interface Experiment {
  /** The names of what is compared. The first is the control: what everybody gets who takes no part. */
  readonly variants: readonly string[]
  /** The event that is to happen more often: a name that `visits.event` is called with. */
  readonly goal: string
  /** Each variant’s share of those who take part, 1 in all; equal shares unless you say. */
  readonly weights?: readonly number[]
  /** Which share of all visitors takes part; 1 unless you say. Raised later, nobody changes variant. */
  readonly coverage?: number
  /** What the shares are drawn by, the experiment’s name unless you say: with the former name as seed a new name moves nobody. */
  readonly seed?: string
  /** A part of all visitors, from 0 to 1: experiments of one namespace whose parts don’t overlap have no visitor in common. */
  readonly namespace?: readonly [name: string, from: number, to: number]
  /** The pages whose tags are told of it: their paths, or a function of the request; all unless you say. */
  readonly on?: string | readonly string[] | ((request: SiteRequest) => boolean)
  /** How many units each variant must have before there is a verdict; 100 unless you say. */
  readonly minimum?: number
}

/** The split tests of a site, and how it tells its visitors apart. */
export interface ExperimentsOption {
  /** Each by its name. */
  readonly running: Readonly<Record<string, Experiment>>
  /**
   * The visitor’s session, an object that the site keeps from request to request: `visits` in it becomes an id and the variants
   * that the visitor was given, so that signing in changes none.
   */
  readonly session?: (request: SiteRequest) => object | null | undefined
  /** An id of its own that the site has for a visitor: the name of its cookie, or a function of the request. */
  readonly unit?: string | ((request: SiteRequest) => string | null | undefined)
  /** Who may see a variant by its address, like `/?variant_home=loud`: nobody unless you say. It is never counted. */
  readonly preview?: boolean | ((request: SiteRequest) => boolean)
}

export const defaultMinimum = 100
