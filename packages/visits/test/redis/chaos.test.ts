import { describe, expect, test } from 'vitest'
import { Chaos } from './chaos/chaos.ts'
import { inLine, planOf } from './chaos/plan.ts'
import { clients } from './clients.ts'

const length = 60

describe.each(Object.entries(clients))('any sequence of failures, by %s', (_, connect) => {
  test.each([
    { seed: 1, persistence: 'append-only file' },
    { seed: 2, persistence: 'snapshot' },
    { seed: 3, persistence: 'snapshot' },
    { seed: 4, persistence: 'none' },
  ] as const)('leaves what was sent, counted once: seed $seed, $persistence', async ({ seed, persistence }) => {
    const plan = planOf(seed, length)
    const chaos = await Chaos.begin(connect, { persistence })
    try {
      for (const step of plan) await chaos.take(step)
      expect(await chaos.differences(), inLine(plan)).toEqual([])
    } finally {
      await chaos.end()
    }
  })
})
