import { conformance } from '@analytical/testing'
import { describe, test } from 'vitest'
import { providers } from '../../src/providers/index.ts'

for (const provider of providers) {
  describe(provider.name, () => {
    for (const { name, run } of conformance(provider)) test(name, run)
  })
}
