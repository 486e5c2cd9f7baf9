const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)

/**
 * The probability that a standard normal variable is greater than `z`, to about 14 digits: by the series 26.2.11 of Abramowitz
 * and Stegun, Handbook of Mathematical Functions (1964), and far out by their continued fraction 26.2.14.
 */
export function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z)
  return z < 3 ? 0.5 - density(z) * series(z) : density(z) / fraction(z)
}

function series(z: number): number {
  let term = z
  let sum = z
  for (let factor = 3; term > sum * 1e-17; factor += 2) {
    term *= (z * z) / factor
    sum += term
  }
  return sum
}

function fraction(z: number): number {
  let value = z
  for (let step = 100; step >= 1; step--) value = z + step / value
  return value
}
