const twoOverRootPi = 2 / Math.sqrt(Math.PI);

/** Below, the terms of the series shrink from the first, so that its alternation costs no digit; above, the continued fraction converges. */
const crossover = 1;

/** From here on `erfc x < 2⁻⁵⁴`, so that `erf x` rounds to 1. */
const saturation = 6;

/** The number of levels of the continued fraction that bring its error below `ε / 2` at the crossover, where it converges slowest. */
const depth = 120;

/** `erf x = 2/√π Σ (−1)ⁿ x^(2n+1) / (n! (2n + 1))` (Abramowitz & Stegun 7.1.5). */
const series = (x: number): number => {
  // The leading x is added last, so that it enters with a single rounding.
  let power = x;
  let correction = 0;
  for (let n = 1; ; n++) {
    power *= (-x * x) / n;
    const next = correction + power / (2 * n + 1);
    if (next === correction) return twoOverRootPi * (x + correction);
    correction = next;
  }
};

/** `erfc x = e^(−x²)/√π · 1/(x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …))))` (Abramowitz & Stegun 7.1.14), evaluated from the inside out. */
const complement = (x: number): number => {
  // The levels beyond are alike, t = x + (n/2)/t; starting from the root of that equation saves a third of the depth.
  let tail = (x + Math.sqrt(x * x + 2 * depth + 2)) / 2;
  for (let n = depth; n > 0; n--) tail = x + n / 2 / tail;
  return (twoOverRootPi / 2) * (Math.exp(-x * x) / tail);
};

/**
 * The error function `erf x = 2/√π ∫₀ˣ e^(−t²) dt`, odd, to about two units in the last place; `erf(±∞) = ±1`.
 *
 * Source: Abramowitz & Stegun, *Handbook of Mathematical Functions*, equations 7.1.5 and 7.1.14.
 */
export const erf = (x: number): number => {
  const magnitude = Math.abs(x);
  if (x === 0) return x;
  if (magnitude < crossover) return series(x);
  if (magnitude < saturation) return Math.sign(x) * (1 - complement(magnitude));
  // The sign of NaN is NaN, which is what is due here.
  return Math.sign(x);
};
