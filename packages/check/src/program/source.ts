import { type DType, DTypeError, type Expr, isFloating, type Shape, ShapeError, type Tensor } from "@chainrule/core";
import type * as fc from "fast-check";
import { isNonEmpty } from "fp-ts/lib/ReadonlyArray.js";
import { oneIn, oneOf } from "./choice.js";
import { drawn, type Range, ranges } from "./elements.js";
import type { Known } from "./known.js";
import { anyShape, shapeBeside } from "./shape-choice.js";

/** What is true of a whole program. */
export interface Manner {
  /** Of its floating values. */
  readonly dtype: "f32" | "f64";
  /** Its leaves are 0, ±1, ½ and the like, where kinks and ties are. */
  readonly simple: boolean;
  /** Its leaves may have axes of size 0. */
  readonly empty: boolean;
}

/** What a proposal is made from. */
export interface Source extends Manner {
  readonly random: fc.Random;
  /** The values that there are, oldest first. */
  readonly values: readonly Known[];
  /** Those of them that nothing uses yet. */
  readonly unused: readonly Known[];
  /** A new input with this value at the point. */
  readonly input: (value: Tensor) => Expr;
  /** A new input, or a constant. */
  readonly leaf: (value: Tensor) => Expr;
}

/**
 * How an operation of the record is used on the values that there are. A form only proposes: whether the proposal is well-typed is up to
 * the operation itself, which throws ShapeError or DTypeError. None where there is nothing to propose.
 */
export type Form = (source: Source) => Expr | undefined;

/** The expression, unless an operation refuses its arguments. */
export const wellTyped = (build: () => Expr | undefined): Expr | undefined => {
  try {
    return build();
  } catch (error) {
    if (error instanceof ShapeError || error instanceof DTypeError) return undefined;
    throw error;
  }
};

/** The first of several expressions whose operation takes its arguments. */
export const firstTaken = (builds: readonly (() => Expr)[]): Expr | undefined => {
  for (const build of builds) {
    const built = wellTyped(build);
    if (built !== undefined) return built;
  }
  return undefined;
};

/** What an operand must be like. */
export type Suits = (value: Known) => boolean;

/** One value in so many is new, though there are others that suit. */
const FRESH_ONE_IN = 8;

/** An earlier value, if there is one that suits: one that nothing uses yet, as often as not. */
export const earlier = ({ random, values, unused }: Source, suits: Suits): Known | undefined => {
  if (oneIn(random, FRESH_ONE_IN)) return undefined;
  const waiting = oneIn(random, 2) ? unused.filter(suits) : [];
  const suitable = isNonEmpty(waiting) ? waiting : values.filter(suits);
  return isNonEmpty(suitable) ? oneOf(random, suitable) : undefined;
};

/** A new leaf. */
export const fresh = (
  source: Source,
  dtype: DType,
  shape: Shape = anyShape(source.random, source.empty),
  range: Range = ranges[dtype],
): Expr => source.leaf(drawn(source, shape, dtype, range));

/** An earlier value that suits, or else another. */
export const operand = (source: Source, suits: Suits, otherwise: () => Expr): Expr =>
  earlier(source, suits)?.node ?? otherwise();

/** A floating operand. */
export const floating = (source: Source): Expr =>
  operand(
    source,
    ({ node }) => node.dtype === source.dtype,
    () => fresh(source, source.dtype),
  );

/** A number, for arithmetic; not `u8`, which wraps around in its storage and nowhere else. */
export const numeric = (source: Source): Expr =>
  operand(
    source,
    ({ node }) => node.dtype === source.dtype || node.dtype === "i32",
    () => fresh(source, oneIn(source.random, 8) ? "i32" : source.dtype),
  );

/** Anything. */
export const anything = (source: Source): Expr =>
  operand(
    source,
    () => true,
    () => fresh(source, oneOf(source.random, [source.dtype, source.dtype, source.dtype, "i32", "u8"])),
  );

/** The earlier values tried before a new one is made that fits. */
const TRIES = 3;

/** An operation of which one operand is chosen: the first of some earlier values of a dtype that it takes, or else a new one. */
export const joined = (
  source: Source,
  dtype: DType,
  join: (partner: Expr) => Expr | undefined,
  shape: () => Shape,
  suits: Suits = () => true,
): Expr | undefined => {
  for (let tries = 0; tries < TRIES; tries++) {
    const partner = earlier(source, (value) => value.node.dtype === dtype && suits(value));
    const result = partner === undefined ? undefined : wellTyped(() => join(partner.node));
    if (result !== undefined) return result;
  }
  return join(fresh(source, dtype, shape()));
};

/** A value is seldom paired with itself, which for comparisons and extrema is no choice at all. */
const ITSELF_ONE_IN = 8;

/** An operation on a value and one of its dtype that broadcasts with it. */
export const paired = (source: Source, a: Expr, join: (b: Expr) => Expr | undefined): Expr | undefined =>
  joined(
    source,
    a.dtype,
    join,
    () => shapeBeside(source.random, a.shape),
    ({ node }) => node !== a || oneIn(source.random, ITSELF_ONE_IN),
  );

/** Whether it may count places: a whole number that is never negative. */
export const isIndex = ({ node, bounds }: Known): boolean =>
  !isFloating(node.dtype) && bounds !== undefined && bounds[0] >= 0;
