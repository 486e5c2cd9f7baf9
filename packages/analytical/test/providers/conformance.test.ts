import { conformance } from '@analytical/testing'
import { describe, test } from 'vitest'
import type { AnyProvider } from '../../src/provider.ts'
import { providers } from '../../src/providers/index.ts'

for (const provider of providers.filter((provider: AnyProvider) => provider.ended === undefined)) {
  describe(provider.name, () => {
    for (const { name, run } of conformance(provider)) test(name, run)
  })
}
