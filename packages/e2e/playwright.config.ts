import { defineConfig } from '@playwright/test'
import { findChromium } from './src/chromium.ts'

const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []

// A site's own tests, run by test/playwright.test.ts.
export default defineConfig({
  testDir: 'test/playwright',
  outputDir: 'node_modules/.playwright',
  workers: 1,
  reporter: 'json',
  use: { launchOptions: { executablePath: findChromium() ?? '', args } },
})
