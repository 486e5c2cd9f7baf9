import { hash } from 'node:crypto'

// HyperLogLog with 2^14 registers (Flajolet et al. 2007), read by Ertl's estimator (arXiv:1702.01284, algorithm 6), as Redis
// does: a standard error of 0.81 %, whatever the number. Registers merge by their maximum, in any order and any number of times.
const indexBits = 14
export const registers = 2 ** indexBits
const rankBits = 64 - indexBits

/** The register that a text belongs to and the rank it has there: the zeros at the end of its hash's other bits, and one. */
export function place(text: string): { register: number; rank: number } {
  const bits = hash('sha256', text, 'buffer').readBigUInt64LE()
  const rest = BigInt.asUintN(rankBits, bits >> BigInt(indexBits))
  const low = Number(rest & 0xffffffffn)
  const zeros = low === 0 ? 32 + trailingZeros(Number(rest >> 32n), rankBits - 32) : trailingZeros(low, 32)
  return { register: Number(bits & BigInt(registers - 1)), rank: zeros + 1 }
}

const trailingZeros = (bits: number, width: number) => (bits === 0 ? width : 31 - Math.clz32(bits & -bits))

/** How many different texts the registers have seen; registers beyond the array's end are zero. */
export function estimate(sketch: Uint8Array): number {
  const ranks: number[] = Array(rankBits + 2).fill(0)
  for (const rank of sketch) ranks[rank] = (ranks[rank] ?? 0) + 1
  ranks[0] = (ranks[0] ?? 0) + registers - sketch.length
  let sum = registers * tau(1 - (ranks[rankBits + 1] ?? 0) / registers)
  for (let rank = rankBits; rank >= 1; rank--) sum = (sum + (ranks[rank] ?? 0)) / 2
  sum += registers * sigma((ranks[0] ?? 0) / registers)
  return Math.round(registers ** 2 / (2 * Math.LN2) / sum)
}

function tau(x: number): number {
  if (x === 0 || x === 1) return 0
  let [root, half, sum, before] = [x, 1, 1 - x, Number.NaN]
  while (sum !== before) {
    root = Math.sqrt(root)
    before = sum
    half /= 2
    sum -= (1 - root) ** 2 * half
  }
  return sum / 3
}

function sigma(x: number): number {
  if (x === 1) return Number.POSITIVE_INFINITY
  let [power, double, sum, before] = [x, 1, x, Number.NaN]
  while (sum !== before) {
    power *= power
    before = sum
    sum += power * double
    double *= 2
  }
  return sum
}
