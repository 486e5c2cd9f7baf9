/** How often chance alone exceeds a sum of squares, by degrees of freedom; right to seven digits. */
export function chiSquareTail(sum: number, freedom: number): number {
  const x = sum / 2
  if (x <= 0) return 1
  // Q(a + 1, x) = Q(a, x) + x^a e^-x / Γ(a + 1), from a = 1/2 or 1 on.
  let a = freedom % 2 === 1 ? 0.5 : 1
  let tail = freedom % 2 === 1 ? complementaryError(Math.sqrt(x)) : Math.exp(-x)
  let term = freedom % 2 === 1 ? 2 * Math.sqrt(x / Math.PI) * Math.exp(-x) : x * Math.exp(-x)
  for (; a < freedom / 2; a++) {
    tail += term
    term *= x / (a + 1)
  }
  return tail
}

// Chebyshev’s fit of "Numerical Recipes in C", section 6.2: its relative error is below 1.2e-7.
const fit = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
]

function complementaryError(x: number): number {
  const t = 1 / (1 + x / 2)
  const power = fit.reduceRight((sum, coefficient) => sum * t + coefficient, 0)
  return t * Math.exp(-x * x + power)
}
