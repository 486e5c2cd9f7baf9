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

/** The site's own functions at one moment of a request. One that fails is reported, and disturbs nobody. */
export class Hooks<Name extends HookName> {
  readonly #hooks = new Set<Hook<Name>>()
  readonly #report: Report

  constructor(report: Report) {
    this.#report = report
  }

  get isEmpty(): boolean {
    return this.#hooks.size === 0
  }

  /** Returns what takes the hook away again. */
  add(hook: Hook<Name>): () => void {
    this.#hooks.add(hook)
    return () => void this.#hooks.delete(hook)
  }

  call(...args: HookArguments[Name]): void {
    for (const hook of this.#hooks) {
      try {
        const promised = hook(...args) as PromiseLike<unknown> | undefined
        if (typeof promised?.then === 'function') promised.then(undefined, this.#report)
      } catch (error) {
        this.#report(error)
      }
    }
  }
}
