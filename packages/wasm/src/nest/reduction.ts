import type { DType } from "@chainrule/core";
import { at } from "@chainrule/core/backend";
import { type Code, get, local, loop, op, type Statement, set, shuffle, vectorOf } from "../code/code.js";
import { int } from "../code/integer.js";
import { apply, constantVector, storedOf, vectorOfStored } from "../element/element.js";
import { bytesOf, storeVector } from "./access.js";
import type { Reach } from "./evaluate.js";
import type { Kernel } from "./kernel.js";
import { type Combining, type Element, loadsIn, type Write } from "./nest.js";
import { alongAxis, around, inBlocks } from "./walk.js";

/** How many vectors are folded side by side, so that none waits for another. */
const SIDE_BY_SIDE = 4;

/** Folds of fewer rounds than this are over before it pays to cut them into parts. */
const LONG_FOLD = 16;

/** An operation that folds elements into one of their kind. */
type Operation = Exclude<Combining, "argmax">;

/** The value that a fold begins with. */
const identityOf = (operation: Operation, dtype: DType): number => {
  if (operation === "add") return 0;
  const isFloating = dtype === "f32" || dtype === "f64";
  if (operation === "maximum") return isFloating ? Number.NEGATIVE_INFINITY : -(2 ** 31);
  return isFloating ? Number.POSITIVE_INFINITY : 2 ** 31 - 1;
};

interface Fold {
  readonly write: Write;
  readonly dtype: DType;
  readonly identity: Code;
  readonly combine: (a: Code, b: Code) => Code;
  /** `accumulated + x · y` where that is one instruction, else the element folded in. */
  readonly include: (accumulated: Code, reach: Reach) => Code;
}

/** The factors of a product. */
const factorsOf = (element: Element): readonly [Element, Element] | undefined => {
  const [a, b] = element.kind === "apply" && element.op === "mul" ? element.args : [];
  return a === undefined || b === undefined ? undefined : [a, b];
};

const foldOf = ({ nest, lanes, relaxed, evaluate }: Kernel): Fold => {
  const write = at(nest.writes, 0);
  const { dtype } = write.storage;
  const { combining } = nest;
  const operation: Operation = combining === undefined || combining === "argmax" ? "add" : combining;
  const combine = (a: Code, b: Code): Code =>
    storedOf(apply(operation, [vectorOfStored(a, dtype), vectorOfStored(b, dtype)], dtype, { relaxed, lanes }), dtype);
  const isFused = relaxed && operation === "add" && (dtype === "f32" || dtype === "f64");
  const factors = isFused ? factorsOf(write.element) : undefined;
  const madd = dtype === "f64" ? "f64x2.relaxed_madd" : "f32x4.relaxed_madd";
  return {
    write,
    dtype,
    identity: storedOf(constantVector(identityOf(operation, dtype), dtype), dtype),
    combine,
    include: (accumulated, reach) => {
      const elementOf = (element: Element): Code => storedOf(evaluate(element, reach), dtype);
      if (factors === undefined) return combine(accumulated, elementOf(write.element));
      const [a, b] = factors;
      return op(madd, elementOf(a), elementOf(b), accumulated);
    },
  };
};

/**
 * How many rounds of the innermost loop are folded side by side, where there are too few vectors to keep the machine busy. It depends on the
 * nest alone, so that each result is folded in the same order wherever its vector is computed.
 */
const partsFor = ({ nest, axis, width, counters }: Kernel, { write: { element } }: Fold): number => {
  const last = counters.length - 1;
  const isLookedUp = loadsIn(element).some(({ gather }) => gather !== undefined && gather.place.strides[last] !== 0);
  const isNarrow = Math.ceil(at(nest.sizes, axis) / width) < SIDE_BY_SIDE;
  return isNarrow && !isLookedUp && at(nest.sizes, last) >= LONG_FOLD ? SIDE_BY_SIDE : 1;
};

/** Folds across vectors: neighbouring results are folded side by side. */
export const reductionAcross = (kernel: Kernel): readonly Statement[] => {
  const { nest, axis, outputs, width, inside, outside, counters } = kernel;
  const fold = foldOf(kernel);
  const { write, dtype, identity, combine, include } = fold;
  const stride = at(write.place.strides, axis);
  const last = counters.length - 1;
  const parts = partsFor(kernel, fold);
  const rounds = at(nest.sizes, last);
  const whole = rounds - (rounds % parts);

  const body = (actives: readonly number[]): readonly Statement[] => {
    const results = actives.map((active, index) => ({
      sums: Array.from({ length: parts }, (_, part) => local("v128", `sum${index}.${part}`)),
      reach: { shift: index * width, active },
    }));
    const folding = (count: number): readonly Statement[] =>
      results.flatMap(({ sums, reach }) =>
        sums.slice(0, count).map((sum, row) => set(sum, include(get(sum), { ...reach, row }))),
      );
    const counter = at(counters, last);
    const innermost = [
      loop(counter, { from: int(0), below: int(whole), step: parts }, folding(parts)),
      ...(whole === rounds ? [] : [loop(counter, { from: int(whole), below: int(rounds), step: 1 }, folding(1))]),
    ];
    const loops = around(kernel, outputs, last, [...inside.hoisted(), ...innermost]);
    const { address, offset } = outside.pointer(write.storage, resultPlace(write, outputs));
    const stores = results.flatMap(({ sums, reach: { shift, active } }) => {
      const pointer = { address, offset: offset + shift * stride * bytesOf(dtype) };
      return storeVector(dtype, pointer, active === 1 ? 1 : stride, active, sums.map(get).reduce(combine));
    });
    const cleared = results.flatMap(({ sums }) => sums.map((sum) => set(sum, identity)));
    return [...cleared, ...loops, ...stores];
  };
  const walked = alongAxis(kernel, { block: SIDE_BY_SIDE, joinsRest: true }, body);
  return around(kernel, 0, axis, [...outside.hoisted(), ...walked]);
};

/** Where a result goes, by the loops that are not folded. */
const resultPlace = ({ place }: Write, outputs: number) => ({ ...place, strides: place.strides.slice(0, outputs) });

/** The first lanes of one vector, the others of a second. */
const onlyActive = (value: Code, otherwise: Code, bytes: number): Code =>
  op("v128.bitselect", value, otherwise, vectorOf(Array.from({ length: 16 }, (_, byte) => (byte < bytes ? 255 : 0))));

/** The lanes of two vectors, numbered as if they were one. */
const lanesOf = (a: Code, b: Code, width: 4 | 8, lanes: readonly number[]): Code =>
  shuffle(
    a,
    b,
    lanes.flatMap((lane) => Array.from({ length: width }, (_, byte) => lane * width + byte)),
  );

/** A vector of the folds of vectors: of one, in every lane; or of as many as there are lanes, each in a lane of its own. */
const foldedAcross = (vectors: readonly Code[], width: 4 | 8, lanes: 2 | 4, combine: Fold["combine"]): Code => {
  const [a, b = a, c = a, d = b] = vectors;
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new RangeError("nothing to fold");
  if (width === 8) return combine(lanesOf(a, b, 8, [0, 2]), lanesOf(a, b, 8, [1, 3]));
  // Two lanes of 32 bits lie in the low half.
  if (lanes === 2) return combine(lanesOf(a, b, 4, [0, 4, 0, 4]), lanesOf(a, b, 4, [1, 5, 1, 5]));
  const halves = (x: Code, y: Code): Code => combine(lanesOf(x, y, 4, [0, 4, 1, 5]), lanesOf(x, y, 4, [2, 6, 3, 7]));
  const [first, second] = [halves(a, b), halves(c, d)];
  return combine(lanesOf(first, second, 4, [0, 1, 4, 5]), lanesOf(first, second, 4, [2, 3, 6, 7]));
};

/** Whether short folds of neighbouring results are made side by side, and put into one vector. */
const canFoldRows = ({ nest, axis, outputs, lanes, width }: Kernel, { write: { place, element } }: Fold): boolean => {
  const rows = outputs - 1;
  if (rows < 0 || at(nest.sizes, axis) >= SIDE_BY_SIDE * width) return false;
  const isLookedUp = loadsIn(element).some(({ gather }) => gather !== undefined && gather.place.strides[rows] !== 0);
  return at(nest.sizes, rows) >= lanes && place.strides[rows] === 1 && !isLookedUp;
};

/** Folds along vectors: a result is folded from partial ones, one for each lane. */
export const reductionAlong = (kernel: Kernel): readonly Statement[] => {
  const { nest, axis, outputs, width, lanes, inside, outside } = kernel;
  const fold = foldOf(kernel);
  const { write, dtype, identity, combine, include } = fold;
  const bytes = bytesOf(dtype) === 8 ? 8 : 4;
  const isLong = at(nest.sizes, axis) >= SIDE_BY_SIDE * width;

  /** Folds so many neighbouring rows, each into so many vectors. */
  const foldRows = (rows: number, vectors: number): readonly Statement[] => {
    const sums = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: vectors }, (_unused, vector) => local("v128", `sum${row}.${vector}`)),
    );
    const body = (actives: readonly number[]): readonly Statement[] =>
      sums.flatMap((parts, row) =>
        actives.map((active, index) => {
          const sum = at(parts, index);
          const next = include(get(sum), { shift: index * width, active, row });
          return set(sum, active === width ? next : onlyActive(next, get(sum), active * bytes));
        }),
      );
    const walked = alongAxis(kernel, { block: vectors, joinsRest: false }, body);
    const folded = around(kernel, outputs, axis, [...inside.hoisted(), ...walked]);
    const totals = sums.map((parts) => parts.map(get).reduce(combine));
    const result = foldedAcross(totals, bytes, lanes, combine);
    const pointer = outside.pointer(write.storage, resultPlace(write, outputs));
    const stored = storeVector(dtype, pointer, 1, rows, result);
    return [...sums.flat().map((sum) => set(sum, identity)), ...folded, ...outside.hoisted(), ...stored];
  };

  if (isLong || !canFoldRows(kernel, fold)) return around(kernel, 0, outputs, foldRows(1, isLong ? SIDE_BY_SIDE : 1));
  const rows = inBlocks(kernel, outputs - 1, lanes, (rounds) => foldRows(rounds, 1));
  return around(kernel, 0, outputs - 1, rows);
};
