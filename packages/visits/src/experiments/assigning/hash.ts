/** 32 bits of FNV-1a. Texts are to be ASCII: code units are hashed here, where other languages hash bytes. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** Where a unit stands in an experiment, from 0 up to 1 in steps of 0.0001: GrowthBook’s hash, version 2. */
export const bucketOf = (seed: string, unit: string): number => (fnv1a(String(fnv1a(seed + unit))) % 10_000) / 10_000

/** Where a unit stands in a namespace, from 0 up to 1 in steps of 0.001: GrowthBook’s hash, version 1, as its SDKs do here. */
export const placeOf = (namespace: string, unit: string): number => (fnv1a(`${unit}__${namespace}`) % 1_000) / 1_000
