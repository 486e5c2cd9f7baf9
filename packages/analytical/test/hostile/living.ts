import type { AnyProvider } from '../../src/provider.ts'
import { providers } from '../../src/providers/index.ts'

/** The providers that have code at all. */
export const living = (providers as readonly AnyProvider[]).filter(({ ended }) => ended === undefined)
