/** What a surface shall be at a place, whose monomials are for instance `[1, u, v, u², uv, v²]`. */
export interface Point {
  readonly monomials: readonly number[];
  readonly value: number;
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

/** Solves `A x = b`, given the rows of `[A | b]`; `A` is positive definite, so that no pivot is 0. */
const solve = (rows: readonly (readonly number[])[]): readonly number[] => {
  const eliminated = rows.reduce((system, _, column) => {
    const pivot = system[column] ?? [];
    const unit = pivot.map((value) => value / (pivot[column] ?? 1));
    return system.map((row, index) =>
      index === column ? unit : row.map((value, at) => value - (row[column] ?? 0) * (unit[at] ?? 0)),
    );
  }, rows);
  return eliminated.map((row) => row.at(-1) ?? 0);
};

/** Keeps the equations solvable where the border is a line or a point. */
const RIDGE = 1e-6;

/** `argmin_c Σ w (cᵀm − value)²`. */
const leastSquares = (points: readonly Point[], weights: readonly number[]): readonly number[] => {
  const unknowns = points[0]?.monomials ?? [];
  const moment = (of: (point: Point) => number): number =>
    points.reduce((sum, point, index) => sum + (weights[index] ?? 0) * of(point), 0);
  return solve(
    unknowns.map((_, i) => [
      ...unknowns.map((_, j) => moment(({ monomials: m }) => (m[i] ?? 0) * (m[j] ?? 0)) + (i === j ? RIDGE : 0)),
      moment(({ monomials: m, value }) => (m[i] ?? 0) * value),
    ]),
  );
};

const ITERATIONS = 12;

/**
 * `argmin_c Σ |cᵀm − value|`, by least squares with weights `1 / |deviation|`. Points far off do not bend
 * the surface, as long as most lie on it.
 *
 * E. J. Schlossmacher, "An Iterative Technique for Absolute Deviations Curve Fitting", 1973.
 */
export const leastDeviations = (points: readonly Point[]): readonly number[] => {
  let coefficients: readonly number[] = [];
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const weights = points.map(
      ({ monomials, value }) => 1 / Math.max(1, Math.abs(dot(coefficients, monomials) - value)),
    );
    coefficients = leastSquares(points, weights);
  }
  return coefficients;
};
