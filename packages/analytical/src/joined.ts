import { type Js, js } from './markup/js.ts'

/** Pieces of code one below the other; undefined where there is none. */
export function joined(...code: readonly (Js | undefined)[]): Js | undefined {
  const [first, ...more] = code.filter((part) => part !== undefined)
  return more.reduce(
    (all, next) => js`
      ${all as Js}
      ${next}`,
    first,
  )
}
