/** A value that breaks what reads it carelessly. */
export interface Hostile {
  kind: string
  value: unknown
}

function thrower(): never {
  throw new Error('hostile')
}

const throwing = (name: string | symbol) => Object.defineProperty({}, name, { enumerable: true, get: thrower })

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

function cycle(): object {
  const loop: Record<string, unknown> = { id: 5, name: 'loop' }
  loop.self = loop
  return loop
}

function nested(levels: number): object {
  let inner: object = {}
  for (let level = 0; level < levels; level++) inner = { inner }
  return inner
}

const getters = ['id', 'name', 'username', 'href', 'toJSON', 'toString']

/** Every kind, once: none is changed by being read. */
export const hostileKinds: readonly Hostile[] = [
  ...getters.map((name) => ({ kind: `an object whose ${name} throws`, value: throwing(name) })),
  { kind: 'an object whose Symbol.toPrimitive throws', value: throwing(Symbol.toPrimitive) },
  { kind: 'an object whose toJSON() throws', value: { id: 5, toJSON: thrower } },
  { kind: 'an object whose toString() throws', value: { id: 5, toString: thrower } },
  { kind: 'an object whose toJSON() gives a BigInt', value: { id: 5, toJSON: () => 5n } },
  { kind: 'a revoked proxy', value: revoked({}) },
  { kind: 'a revoked proxy of a list', value: revoked([]) },
  { kind: 'a revoked proxy of a function', value: revoked(() => {}) },
  { kind: 'a proxy that hides its kind', value: new Proxy({ id: 5 }, { getPrototypeOf: thrower, ownKeys: thrower }) },
  { kind: 'a cycle', value: cycle() },
  { kind: 'a million levels', value: nested(1_000_000) },
  { kind: '100 kB of text', value: 'rhyme '.repeat(17_000) },
  { kind: 'a BigInt', value: 5n },
  { kind: 'half a character', value: '\ud800' },
  { kind: 'a symbol', value: Symbol('hostile') },
  { kind: 'a function', value: thrower },
  { kind: 'no date', value: new Date(Number.NaN) },
  { kind: 'a map', value: new Map([['plan', 'gold']]) },
  { kind: 'a set', value: new Set(['gold']) },
  { kind: 'not a number', value: Number.NaN },
  { kind: 'infinity', value: Number.POSITIVE_INFINITY },
  { kind: 'an object without a prototype', value: Object.assign(Object.create(null), { id: 5, plan: 'gold' }) },
]
