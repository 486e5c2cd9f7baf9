import { hashOf } from '../../classifying/hash.ts'

/** Texts are to be ASCII: code units are hashed here, where other languages hash bytes. */
const fnv1a = (text: string) => hashOf(text, 0x811c9dc5) >>> 0

/** Where a unit stands in an experiment, from 0 up to 1 in steps of 0.0001: GrowthBook’s hash, version 2. */
export const bucketOf = (seed: string, unit: string): number => (fnv1a(String(fnv1a(seed + unit))) % 10_000) / 10_000

/** Where a unit stands in a namespace, from 0 up to 1 in steps of 0.001: GrowthBook’s hash, version 1, as its SDKs do here. */
export const placeOf = (namespace: string, unit: string): number => (fnv1a(`${unit}__${namespace}`) % 1_000) / 1_000
