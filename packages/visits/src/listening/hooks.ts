import type { Hit } from '../hit.ts'
import type { Report } from '../problems.ts'
import type { RawRequest, RawResponse } from './exchange.ts'

/** What the site's own hooks are called with. */
export interface HookArguments {
  /** A request came in. */
  start: [request: RawRequest, response: RawResponse]
  /** Its response ended, or was aborted. */
  finish: [hit: Hit, request: RawRequest, response: RawResponse]
}

export type HookName = keyof HookArguments
export type Hook<Name extends HookName> = (...args: HookArguments[Name]) => unknown

/** The site's own functions at a request's start and finish. One that fails is reported, and disturbs nobody. */
export class Hooks {
  readonly #hooks: { [Name in HookName]: Set<Hook<Name>> } = { start: new Set(), finish: new Set() }
  readonly #report: Report

  constructor(report: Report) {
    this.#report = report
  }

  /** Returns what takes the hook away again. */
  add<Name extends HookName>(name: Name, hook: Hook<Name>): () => void {
    this.#hooks[name].add(hook)
    return () => void this.#hooks[name].delete(hook)
  }

  call<Name extends HookName>(name: Name, ...args: HookArguments[Name]): void {
    for (const hook of this.#hooks[name]) {
      try {
        const promised = hook(...args) as PromiseLike<unknown> | undefined
        if (typeof promised?.then === 'function') promised.then(undefined, this.#report)
      } catch (error) {
        this.#report(error)
      }
    }
  }
}
