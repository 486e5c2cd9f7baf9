/// <reference types="expect" preserve="true" />
import type { TrackingMatchers } from './matchers.ts'

export { type Matchers, matchers } from './matchers.ts'

// What `@jest/globals` has. The parameters of both declarations are to be the same.
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends TrackingMatchers<T> {}
}

// What `@types/jest` has.
declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: as it is declared there.
    interface Matchers<R, T = {}> extends TrackingMatchers<T> {}
  }
}
