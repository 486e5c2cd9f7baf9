import { defineConfig } from 'vitest/config'
import { findChromium } from './packages/e2e/src/chromium.ts'

// Packages are tested from their source; the browser tests meet them as they are published, built.
const conditions = ['analytical:source', 'node', 'module', 'development|production']

const units = {
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: 'packages',
    include: ['packages/{analytical,testing}/test/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
    // No test leaves anything behind, and jsdom alone takes a second to import.
    isolate: false,
  },
}

const browsers = {
  test: { name: 'browser', include: ['packages/e2e/test/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
}

export default defineConfig({
  test: {
    maxWorkers: '100%',
    reporters: ['default', './scripts/closing-line.ts'],
    projects: findChromium() === undefined ? [units] : [units, browsers],
  },
})
