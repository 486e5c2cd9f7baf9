/**
 * A pure function that remembers what it returned for the texts of late, twice as many as it is told at most: once so many new
 * ones have come, those that were not asked for meanwhile are forgotten. Texts are to be capped.
 */
export function remembered<T>(read: (text: string) => T, most: number): (text: string) => T {
  let recent = new Map<string, T>()
  let before = new Map<string, T>()
  return (text) => {
    const known = recent.get(text)
    if (known !== undefined) return known
    // The engine keeps all of a request's header for a part of it: what is remembered is a copy.
    const copy = JSON.parse(JSON.stringify(text))
    const value = before.get(text) ?? read(copy)
    if (recent.size >= most) {
      before = recent
      recent = new Map()
    }
    recent.set(copy, value)
    return value
  }
}
