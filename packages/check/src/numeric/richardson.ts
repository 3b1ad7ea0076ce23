import * as O from "fp-ts/lib/Option.js";

/** A number, and by how much it may be off. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** A function of one number near 0, as far as it can be computed. */
export interface Sampled {
  readonly f: (t: number) => number;
  /** A bound on the rounding error of `f`. */
  readonly noise: number;
  /** The largest step to take. */
  readonly reach: number;
}

/** A difference quotient, and the step that it was taken with. */
interface Quotient {
  readonly step: number;
  readonly value: number;
}

/** Twelve halvings reach from an eighth to about 10⁻⁵, where central differences have lost half of the digits to rounding. */
const LEVELS = 12;

/** The fewest finite quotients, smallest steps last, from which an error can be estimated. */
const FEWEST = 3;

/** How much of the noise of one quotient extrapolation can pass on: `∏ (qʲ + 1)/(qʲ − 1)` for quotients of steps `qʲ`, `q = 2` or `4`. */
const growth = { 1: 8.3, 2: 2 } as const;

/** A quotient for each step down from `reach`, from where on all of them are finite. */
const quotients = (reach: number, quotient: (step: number) => number): readonly Quotient[] => {
  const all = Array.from({ length: LEVELS }, (_, level): Quotient => {
    const step = reach / 2 ** level;
    return { step, value: quotient(step) };
  });
  return all.slice(all.findLastIndex(({ value }) => !Number.isFinite(value)) + 1);
};

/** A limit that is uncertain by this share of itself, and of every quotient, is none. */
const DIVERGENT = 1 / 16;

/** A quotient is about as far from the limit as from the quotient of the step before: further than this many times, and it has another. */
const MARGIN = 4;

/** Neville's table, row by row: `Tₖ₀` are the values, `Tₖⱼ = Tₖⱼ₋₁ + (Tₖⱼ₋₁ − Tₖ₋₁ⱼ₋₁)/(2^pj − 1)`. */
const tableOf = (values: readonly number[], power: 1 | 2): readonly (readonly number[])[] => {
  let above: readonly number[] = [];
  return values.map((value) => {
    let last = value;
    const extrapolated = above.map((coarser, column) => {
      last += (last - coarser) / (2 ** (power * (column + 1)) - 1);
      return last;
    });
    above = [value, ...extrapolated];
    return above;
  });
};

/** An entry of the table that was extrapolated. */
interface Entry {
  readonly value: number;
  readonly level: number;
  /** How far it is from the two entries of which it was made, and from the one below, which must confirm it. */
  readonly truncation: number;
  readonly rounding: number;
}

const errorOf = ({ truncation, rounding }: Entry): number => truncation + rounding;

/** The extrapolated entries for quotients, in order. */
const entriesOf = (sequence: readonly Quotient[], power: 1 | 2, noise: number): readonly Entry[] => {
  const values = sequence.map(({ value }) => value);
  const table = tableOf(values, power);
  return sequence.flatMap(({ step }, level) =>
    (table[level] ?? []).slice(1).map((value, before): Entry => {
      const neighbours = [table[level]?.[before], table[level - 1]?.[before], table[level + 1]?.[before + 1]];
      const truncation = Math.max(...neighbours.map((other = value) => Math.abs(other - value)));
      return { value, level, truncation, rounding: (growth[power] * noise) / step };
    }),
  );
};

/**
 * The limit of quotients whose error is a series in `stepᵖ`: of all entries of Neville's table the one with the least error. None where
 * the quotients do not approach a limit, or another than that: jumps within reach, which add to every quotient what the step divides, may
 * by chance add the same to some of them.
 *
 * Source: Ridders, *Accurate computation of F′(x) and F′(x) F″(x)*, Advances in Engineering Software 4 (1982).
 */
const extrapolate = (sequence: readonly Quotient[], power: 1 | 2, noise: number): O.Option<Estimate> => {
  const [first, ...others] = entriesOf(sequence, power, noise);
  if (first === undefined || sequence.length < FEWEST) return O.none;
  const best = others.reduce((least, entry) => (errorOf(entry) < errorOf(least) ? entry : least), first);
  const change = (level: number): number =>
    Math.abs((sequence[level]?.value ?? Number.NaN) - (sequence[level - 1]?.value ?? Number.NaN));
  const isApproached = ({ step, value }: Quotient, level: number): boolean => {
    // One change may be small by chance, two in a row are not.
    const spread = Math.max(change(level), change(level - 1)) + (growth[power] * noise) / step;
    return Math.abs(value - best.value) <= MARGIN * (spread + errorOf(best));
  };
  if (!sequence.every((quotient, level) => level < Math.max(2, best.level) || isApproached(quotient, level)))
    return O.none;
  const scale = Math.max(Math.abs(best.value), Math.min(...sequence.map(({ value }) => Math.abs(value))));
  return best.truncation > Math.max(best.rounding, DIVERGENT * scale)
    ? O.none
    : O.some({ value: best.value, error: errorOf(best) });
};

/** `f′(0)` from central differences `(f(h) − f(−h))/2h`, whose error is a series in `h²`; none where `f` is not finite around 0, or has no derivative. */
export const centralDerivative = ({ f, noise, reach }: Sampled): O.Option<Estimate> =>
  extrapolate(
    quotients(reach, (step) => (f(step) - f(-step)) / (2 * step)),
    2,
    noise,
  );

/** `f′(0)` from one side, from `(f(h) − f(0))/h` for `h` of one sign; none where `f` is not finite on that side, or has no derivative. */
export const oneSidedDerivative = ({ f, noise, reach }: Sampled, sign: 1 | -1): O.Option<Estimate> => {
  const origin = f(0);
  return extrapolate(
    quotients(reach, (step) => (f(sign * step) - origin) / (sign * step)),
    1,
    2 * noise,
  );
};
