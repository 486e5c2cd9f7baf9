import type { Told } from '../classifying/classify.ts'
import type { VisitsOptions } from '../options.ts'
import type { Report } from '../problems.ts'
import { answerOf } from './answer.ts'
import { type Ended, isRawRequest, type RawRequest, takesNodes } from './exchange.ts'

type Asked = Pick<VisitsOptions, 'user' | 'route' | 'exclude'>

/** What the site tells of its requests: what it has set, then what it answers when asked. */
export class SiteTold {
  readonly #set = new WeakMap<RawRequest, Told>()
  readonly #site: Asked
  readonly #report: Report

  constructor(site: Asked, report: Report) {
    this.#site = site
    this.#report = report
  }

  set(request: RawRequest, told: Told): void {
    if (isRawRequest(request)) this.#set.set(request, { ...this.#set.get(request), ...told })
    else this.#report(new Error(takesNodes('set')))
  }

  of({ request, response }: Ended): Told {
    const { route, leaveOut } = this.#set.get(request) ?? {}
    const isExcluded = () => this.#ask('exclude', (exclude) => exclude(request, response), true)
    return {
      user: this.userOf(request),
      route: textOf(route) ?? textOf(this.#ask('route', (ask) => ask(request), undefined)),
      leaveOut: leaveOut ?? (isExcluded() ? 'excluded' : undefined),
    }
  }

  /** Who is signed in, as far as the site can tell by now. */
  userOf(request: RawRequest): unknown {
    return this.#set.get(request)?.user ?? this.#ask('user', (ask) => ask(request), undefined)
  }

  #ask<Name extends keyof Asked, T>(
    name: Name,
    ask: (asked: NonNullable<Asked[Name]>) => T,
    otherwise: T,
  ): T | undefined {
    const asked = this.#site[name]
    if (asked === undefined) return undefined
    return answerOf<T | undefined>(() => ask(asked), otherwise, answersAtOnce(name), this.#report)
  }
}

const answersAtOnce = (name: string) =>
  `${name} must answer at once, like (request) => request.user; what takes a while is told by visits.set`

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
