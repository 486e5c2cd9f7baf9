export { type Check, conformance } from './conformance.ts'
export { shapeOf } from './elements.ts'
export { payloads } from './payloads.ts'
export { type ReadOptions, readTracking, type Tracking } from './read-tracking.ts'
