import type { Page } from 'playwright-core'

/** Console errors, violations of the content security policy among them, and uncaught exceptions of a page, as they occur. */
export function faultsIn(page: Page, isExpected: (message: string) => boolean = () => false): string[] {
  const wrong: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text())) wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(String(error)))
  return wrong
}
