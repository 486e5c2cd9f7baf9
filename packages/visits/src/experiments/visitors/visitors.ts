import type { Person } from '../../classifying/person.ts'
import { answerOf } from '../../listening/answer.ts'
import type { RawRequest } from '../../listening/exchange.ts'
import type { Report } from '../../problems.ts'
import type { ExperimentsOption } from '../experiment.ts'
import { cookieIn } from './cookie.ts'
import { begin, type Kept, keptIn } from './session.ts'
import { userUnit, visitorUnit } from './units.ts'
import { Visitor } from './visitor.ts'

type Asked = Pick<ExperimentsOption, 'session' | 'unit'>

/** Tells visitors apart, by what the site says of them. */
export class Visitors {
  readonly #site: Asked
  readonly #personOf: (request: RawRequest) => Person | undefined
  readonly #report: Report

  constructor(site: Asked, personOf: (request: RawRequest) => Person | undefined, report: Report) {
    this.#site = site
    this.#personOf = personOf
    this.#report = report
  }

  /** Whose request it is; undefined for a visitor who has no id. One with a session gets an id there. */
  of(request: unknown, raw: RawRequest): Visitor | undefined {
    const person = this.#personOf(raw)
    const session = this.#session(request)
    const kept = session && this.#safely(() => keptIn(session) ?? begin(session))
    const id = this.#ownId(request, raw) ?? kept?.id
    if (id !== undefined) return new Visitor(visitorUnit(id), person?.id ?? id, kept && session, kept)
    return person && new Visitor(userUnit(person.id), person.id)
  }

  /** What a request’s visitor may have been counted as. */
  unitsOf(request: unknown, raw: RawRequest | undefined): string[] {
    const session = raw && this.#session(request)
    const kept = session && this.#safely(() => keptIn(session))
    const id = (raw && this.#ownId(request, raw)) ?? kept?.id
    return id === undefined ? [] : [visitorUnit(id)]
  }

  #session(request: unknown): object | undefined {
    const { session } = this.#site
    if (session === undefined) return undefined
    const found = answerOf(() => session(request), undefined, sessionsAnswer, this.#report)
    return typeof found === 'object' && found !== null ? found : undefined
  }

  #ownId(request: unknown, raw: RawRequest): string | undefined {
    const { unit } = this.#site
    if (unit === undefined) return undefined
    const id =
      typeof unit === 'string'
        ? cookieIn(raw, unit)
        : answerOf(() => unit(request), undefined, unitsAnswer, this.#report)
    return typeof id === 'string' && id !== '' ? id : undefined
  }

  #safely(read: () => Kept | undefined): Kept | undefined {
    try {
      return read()
    } catch (error) {
      this.#report(error)
      return undefined
    }
  }
}

const sessionsAnswer = 'experiments.session must answer at once, like (request) => request.session'
const unitsAnswer = 'experiments.unit must answer at once, like (request) => request.session?.id'
