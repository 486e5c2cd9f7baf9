const near = 2

/** The known name nearest to a mistyped one, at most two edits away; undefined where none is that near. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = near + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= least) continue
    const edits = distance(name, candidate)
    if (edits < least) {
      least = edits
      best = candidate
    }
  }
  return best
}

/** The end of a sentence on a name that is none; empty where no known name is near. */
export const orMeant = (meant: string | undefined): string => (meant === undefined ? '' : `: did you mean ${meant}?`)

// Optimal string alignment: a swap of two neighbouring letters, the commonest slip of the hand, counts as one edit.
function distance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const next = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      next[column] = Math.min(
        (last[column] as number) + 1,
        (next[column - 1] as number) + 1,
        (last[column - 1] as number) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] as number) + 1 : Infinity,
      )
    }
    beforeLast = last
    last = next
  }
  return last[b.length] as number
}
