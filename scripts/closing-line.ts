import type { Reporter, TestModule } from 'vitest/node'
import { findChromium, howToGetChromium } from '../packages/e2e/src/chromium.ts'

/** Ends a run with one plain line, `N passed, N failed`, after a line for each suite that could not run here. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state]++
      if (module.errors().length > 0) count.failed++
    }
    if (findChromium() === undefined) console.log(`skipped packages/e2e: ${howToGetChromium}`)
    const skipped = count.skipped + count.pending
    console.log(`${count.passed} passed, ${count.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  }
}
