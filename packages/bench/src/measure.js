/**
 * A way to make pages: `prepare` makes what a batch works on, outside the clock; `run` makes the page, in it.
 *
 * @typedef {{ name: string, prepare(): unknown[], run(page: unknown): string }} Candidate
 */

/** What one sample takes, in milliseconds: long against the clock's grain, short against what else changes on a machine. */
const sampleTime = 5

/**
 * Microseconds per page for each candidate, from many rounds in which all take their turn, each round beginning with another
 * one. Ratios are taken within a round, so that what slows the machine for a while slows both sides.
 *
 * @param {readonly Candidate[]} candidates The first is what the others are compared with.
 */
export function measure(candidates, { rounds = 101 } = {}) {
  // Once and before the warm-up: a full collection throws away optimised code together with the shapes of objects that died,
  // and what came after it would be measured half compiled.
  globalThis.gc?.()
  const batches = candidates.map(calibrate)
  const samples = candidates.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < candidates.length; turn++) {
      const at = (round + turn) % candidates.length
      samples[at].push(sample(candidates[at], batches[at]))
    }
  }
  return candidates.map(({ name }, at) => ({
    name,
    time: quartiles(samples[at]),
    ratio: quartiles(samples[at].map((time, round) => time / samples[0][round])),
  }))
}

// Warm-up and calibration in one: the optimising compiler has done its work before the last of these.
function calibrate(candidate) {
  for (let warm = 0; warm < 150; warm++) sample(candidate, 2)
  const pages = candidate.prepare().length
  return Math.max(1, Math.ceil((sampleTime * 1000) / (sample(candidate, 10) * pages)))
}

let sink = 0

/**
 * Microseconds per page of one sample: of this process's CPU time, collecting its garbage included, so that what other
 * processes do counts little.
 */
function sample({ prepare, run }, batches) {
  let time = 0
  let made = 0
  for (let batch = 0; batch < batches; batch++) {
    const pages = prepare()
    const start = process.cpuUsage()
    for (const page of pages) sink += run(page).length
    const { user, system } = process.cpuUsage(start)
    time += user + system
    made += pages.length
  }
  return time / made
}

/** Keeps what was made from being optimised away. */
export const made = () => sink

export function quartiles(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part) => sorted[Math.round((sorted.length - 1) * part)]
  return { lower: at(0.25), median: at(0.5), upper: at(0.75) }
}
