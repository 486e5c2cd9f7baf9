import type {} from 'expect'
import type { TrackingMatchers } from './matchers.ts'

export { type Matchers, matchers } from './matchers.ts'

// What `@jest/globals` has.
declare module 'expect' {
  // biome-ignore lint/correctness/noUnusedVariables: the parameters of both declarations are to be the same.
  interface Matchers<R extends void | Promise<void>, T = unknown> extends TrackingMatchers<R> {}
}

// What `@types/jest` has.
declare global {
  namespace jest {
    // biome-ignore lint/correctness/noUnusedVariables: the parameters of both declarations are to be the same.
    interface Matchers<R, T = {}> extends TrackingMatchers<R> {}
  }
}
