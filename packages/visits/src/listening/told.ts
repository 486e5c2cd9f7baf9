import type { Told } from '../classifying/classify.ts'
import { reasons } from '../classifying/left-out.ts'
import { inWords } from '../in-words.ts'
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
    if (isRawRequest(request)) this.#set.set(request, { ...this.#set.get(request), ...this.#checked(told) })
    else this.#report(new Error(takesNodes('set')))
  }

  // A reason is counted by its name, and a store takes nothing but text.
  #checked(told: Told): Told {
    const { leaveOut, ...rest } = told ?? {}
    if (leaveOut === undefined || (reasons as readonly unknown[]).includes(leaveOut)) return told
    this.#report(new TypeError(`${mustBeReason} (got ${inWords(leaveOut)})`))
    return rest
  }

  of({ request, response }: Ended): Told {
    const set = this.#set.get(request)
    const { route, exclude } = this.#site
    return {
      user: this.#userIn(set, request),
      route: textOf(set?.route) ?? (route && textOf(this.#ask('route', () => route(request), undefined))),
      leaveOut:
        set?.leaveOut ??
        (exclude && this.#ask('exclude', () => exclude(request, response), true) ? 'excluded' : undefined),
    }
  }

  /** Who is signed in, as far as the site can tell by now. */
  userOf(request: RawRequest): unknown {
    return this.#userIn(this.#set.get(request), request)
  }

  #userIn(set: Told | undefined, request: RawRequest): unknown {
    const { user } = this.#site
    return set?.user ?? (user && this.#ask('user', () => user(request), undefined))
  }

  #ask<T>(name: keyof Asked, ask: () => T, otherwise: T): T {
    return answerOf(ask, otherwise, answersAtOnce(name), this.#report)
  }
}

const answersAtOnce = (name: string) =>
  `${name} must answer at once, like (request) => request.user; what takes a while is told by visits.set`

const mustBeReason = `leaveOut must be ${reasons.join(', ')} or undefined, like { leaveOut: 'dashboard' }`

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
