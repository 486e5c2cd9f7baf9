import { pathReader } from '../classifying/path.ts'
import { answerOf } from '../listening/answer.ts'
import type { RawRequest } from '../listening/exchange.ts'
import type { Report } from '../problems.ts'
import type { Experiment } from './experiment.ts'

/** What was asked for; routers rewrite `url`, and keep the whole of it elsewhere. */
export function addressOf(request: unknown, raw: RawRequest): string {
  const { originalUrl } = (request ?? {}) as { originalUrl?: unknown }
  return typeof originalUrl === 'string' ? originalUrl : (raw.url ?? '')
}

/** Whether a request is for a page that an experiment runs on. */
export function pages(report: Report): (experiment: Experiment, request: unknown, raw: RawRequest) => boolean {
  const pathOf = pathReader()
  return ({ on }, request, raw) => {
    if (on === undefined) return true
    if (typeof on === 'function') return answerOf(() => on(request), false, mustAnswer, report) === true
    return [on].flat().includes(pathOf(addressOf(request, raw)))
  }
}

const mustAnswer = "an experiment's `on` must answer true or false at once, like (request) => request.path === '/'"
