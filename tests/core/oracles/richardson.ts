/** A number and how far off it may be. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** Steps from 2⁻⁴ to 2⁻¹⁰: powers of two, so that dividing by them is exact. */
const steps = Array.from({ length: 7 }, (_, k) => 2 ** (-4 - k));

/** How much larger an error may be than the difference of two extrapolations suggests. */
const caution = 4;

/**
 * `f′(0)` of each component of `f`, by central differences extrapolated to step 0: the error of a central difference is a series in `h²`,
 * so `(4ʲ D(h/2) − D(h)) / (4ʲ − 1)` takes off one term after another.
 *
 * Of all extrapolations the one that differs least from those that it was made of is taken, and that difference is its error, to
 * which comes the rounding of `f` divided by the step, at most `ε |f| / h` times the factor 2 by which an extrapolation can magnify it.
 *
 * Source: Ridders, *Accurate computation of F′(x) and F′(x)F″(x)*, Advances in Engineering Software 4 (1982).
 */
export const richardson = (f: (t: number) => readonly number[], rounding: number): readonly Estimate[] => {
  const pairs = steps.map((h) => [f(h), f(-h)] as const);
  const [first] = pairs;
  return (first?.[0] ?? []).map((_, component) => {
    let best: Estimate = { value: Number.NaN, error: Number.POSITIVE_INFINITY };
    let previous: readonly Estimate[] = [];
    steps.forEach((h, level) => {
      const [ahead = [], behind = []] = pairs[level] ?? [];
      const row: Estimate[] = [
        { value: ((ahead[component] ?? 0) - (behind[component] ?? 0)) / (2 * h), error: Number.POSITIVE_INFINITY },
      ];
      for (let order = 1; order <= level; order++) {
        const [finer, coarser] = [row[order - 1]?.value ?? Number.NaN, previous[order - 1]?.value ?? Number.NaN];
        const value = finer + (finer - coarser) / (4 ** order - 1);
        const difference = Math.max(Math.abs(value - finer), Math.abs(value - coarser));
        const estimate = { value, error: caution * difference + (2 * rounding) / h };
        row.push(estimate);
        if (estimate.error < best.error) best = estimate;
      }
      previous = row;
    });
    return best;
  });
};
