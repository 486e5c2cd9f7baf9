import { configDefaults, defineConfig } from 'vitest/config'
import { findChromium, howToGetChromium } from './packages/e2e/src/chromium.ts'
import { howToReachRegistry, registryAnswers } from './packages/e2e/src/consumers/registry.ts'
import { findPostgres, howToGetPostgres } from './packages/visits/test/servers/find-postgres.ts'
import { findRedis, howToGetRedis } from './packages/visits/test/servers/find-redis.ts'
import { findValkey, howToGetValkey } from './packages/visits/test/servers/find-valkey.ts'
import { published } from './scripts/published.js'

// Packages are tested from their source; browsers and consumers meet them as they are published, built.
const conditions = ['analytical:source', 'node', 'module', 'development|production']
const consumersTests = 'packages/e2e/test/consumers/**/*.test.ts'
const redisTests = 'packages/visits/test/redis/**/*.test.ts'
const hasRedis = findRedis() !== undefined
const valkey = findValkey()
const postgresTests = 'packages/visits/test/postgres/**'
const hasPostgres = findPostgres() !== undefined

const units = {
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: 'packages',
    include: published.map((folder) => `packages/${folder}/test/**/*.test.{ts,tsx}`),
    exclude: [...configDefaults.exclude, ...(hasRedis ? [] : [redisTests]), ...(hasPostgres ? [] : [postgresTests])],
    testTimeout: 60_000,
    // No test leaves anything behind, and jsdom alone takes a second to import.
    isolate: false,
  },
}

const onValkey = {
  ...units,
  test: { ...units.test, name: 'valkey', include: [redisTests], exclude: [], env: { REDIS_SERVER: valkey } },
}

const browsers = {
  test: {
    name: 'browser',
    include: ['packages/e2e/test/**/*.test.ts'],
    exclude: [consumersTests],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
}

const consumers = {
  test: {
    name: 'consumers',
    include: [consumersTests],
    globalSetup: 'packages/e2e/src/consumers/temporary-folder.ts',
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // What one file has packed and installed serves the next.
    isolate: false,
    fileParallelism: false,
    // After the others, which share both cores.
    sequence: { groupOrder: 1 },
  },
}

const hasChromium = findChromium() !== undefined
const hasRegistry = registryAnswers()
const skipped = [
  ...(hasRedis ? [] : [`packages/visits, Redis: ${howToGetRedis}`]),
  ...(valkey ? [] : [`packages/visits, Valkey: ${howToGetValkey}`]),
  ...(hasPostgres ? [] : [`packages/visits, PostgreSQL: ${howToGetPostgres}`]),
  ...(hasChromium ? [] : [`packages/e2e, browsers: ${howToGetChromium}`]),
  ...(hasRegistry ? [] : [`packages/e2e, consumers: ${howToReachRegistry}`]),
]

export default defineConfig({
  test: {
    maxWorkers: '100%',
    reporters: ['default', ['./scripts/closing-line.ts', { skipped }]],
    projects: [
      units,
      ...(valkey ? [onValkey] : []),
      ...(hasChromium ? [browsers] : []),
      ...(hasRegistry ? [consumers] : []),
    ],
  },
})
