/// <reference types="vitest" preserve="true" />
import type { TrackingMatchers } from './matchers.ts'

export { type Matchers, matchers } from './matchers.ts'

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the parameters of both declarations are to be the same.
  interface Matchers<T = any> extends TrackingMatchers<T> {}
}
