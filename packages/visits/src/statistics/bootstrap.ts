/** Where a figure lies, but for 5 % of cases. */
export interface Interval {
  readonly low: number
  readonly high: number
}

const resamples = 1_000

/** What was measured of each member of two groups. */
export interface Measured {
  readonly first: readonly number[]
  readonly second: readonly number[]
}

/**
 * Where the differences of two groups' means lie, for several measures of the same members: by drawing the members anew from
 * themselves, 1,000 times, each with all that was measured of it. Efron's percentile interval (1979).
 *
 * @param draw Numbers from 0 up to 1, from a seed.
 */
export function differencesOfMeans(measures: readonly Measured[], draw: () => number): Interval[] {
  const [sizes] = measures
  if (sizes === undefined) return []
  const [first, second] = [new Uint32Array(sizes.first.length), new Uint32Array(sizes.second.length)]
  const sparse = measures.map((measure) => ({ first: present(measure.first), second: present(measure.second) }))
  const differences = measures.map(() => new Float64Array(resamples))
  for (let resample = 0; resample < resamples; resample++) {
    drawInto(first, draw)
    drawInto(second, draw)
    for (const [index, measure] of sparse.entries()) {
      const difference = meanOf(measure.first, first) - meanOf(measure.second, second)
      ;(differences[index] as Float64Array)[resample] = difference
    }
  }
  return differences.map((of) => {
    of.sort()
    return {
      low: of[Math.floor(resamples * 0.025)] as number,
      high: of[Math.ceil(resamples * 0.975) - 1] as number,
    }
  })
}

/** How often each member is drawn. */
function drawInto(drawn: Uint32Array, draw: () => number): void {
  const { length } = drawn
  drawn.fill(0)
  for (let count = length; count > 0; count--) {
    const member = Math.floor(draw() * length)
    drawn[member] = (drawn[member] as number) + 1
  }
}

/** The members that have a value at all, and these: most members have none of most habits. */
interface Present {
  readonly members: Uint32Array
  readonly values: Float64Array
}

function present(values: readonly number[]): Present {
  const members = Uint32Array.from(values.keys()).filter((member) => values[member] !== 0)
  return { members, values: Float64Array.from(members, (member) => values[member] as number) }
}

function meanOf({ members, values }: Present, drawn: Uint32Array): number {
  let sum = 0
  for (let at = 0; at < members.length; at++) sum += (values[at] as number) * (drawn[members[at] as number] as number)
  return sum / drawn.length
}
