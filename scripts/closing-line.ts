import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with one plain line, `N passed, N failed`, after a line for each suite that could not run here. */
export default class ClosingLine implements Reporter {
  readonly #skipped: readonly string[]

  constructor({ skipped }: { skipped: readonly string[] }) {
    this.#skipped = skipped
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state]++
      if (module.errors().length > 0) count.failed++
    }
    for (const suite of this.#skipped) console.log(`skipped ${suite}`)
    const skipped = count.skipped + count.pending
    console.log(`${count.passed} passed, ${count.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  }
}
