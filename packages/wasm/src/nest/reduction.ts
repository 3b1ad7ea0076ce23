import type { DType } from "@chainrule/core";
import { at } from "@chainrule/core/backend";
import { type Code, get, type Local, local, op, type Statement, set, shuffle, vectorOf } from "../code/code.js";
import { apply, constantVector, storedOf, vectorOfStored } from "../element/element.js";
import { bytesOf, storeVector } from "./access.js";
import { alongAxis, around, type Kernel } from "./kernel.js";
import type { Combining, Element, Write } from "./nest.js";

/** How many vectors are folded side by side, so that none waits for another. */
const SIDE_BY_SIDE = 4;

/** A combination that folds elements into one of their kind. */
export type Folding = Exclude<Combining, "argmax">;

const names = { add: "add", maximum: "maximum", minimum: "minimum" } as const satisfies Record<Folding, string>;

/** The value that a fold begins with. */
const identityOf = (folding: Folding, dtype: DType): number => {
  if (folding === "add") return 0;
  const isFloating = dtype === "f32" || dtype === "f64";
  if (folding === "maximum") return isFloating ? Number.NEGATIVE_INFINITY : -(2 ** 31);
  return isFloating ? Number.POSITIVE_INFINITY : 2 ** 31 - 1;
};

interface Fold {
  readonly write: Write;
  readonly dtype: DType;
  readonly identity: Code;
  readonly combine: (a: Code, b: Code) => Code;
  /** `accumulated + x · y` where that is one instruction, else the element folded in. */
  readonly include: (accumulated: Code, shift: number, active: number) => Code;
}

const isProduct = (element: Element): element is Element & { readonly kind: "apply" } =>
  element.kind === "apply" && element.op === "mul";

const foldOf = ({ nest, lanes, relaxed, evaluate }: Kernel): Fold => {
  const write = at(nest.writes, 0);
  const { dtype } = write.storage;
  const { combining } = nest;
  const folding: Folding = combining === undefined || combining === "argmax" ? "add" : combining;
  const combine = (a: Code, b: Code): Code =>
    storedOf(
      apply(names[folding], [vectorOfStored(a, dtype), vectorOfStored(b, dtype)], dtype, { relaxed, lanes }),
      dtype,
    );
  const isFused = relaxed && folding === "add" && isProduct(write.element) && (dtype === "f32" || dtype === "f64");
  const madd = dtype === "f64" ? "f64x2.relaxed_madd" : "f32x4.relaxed_madd";
  return {
    write,
    dtype,
    identity: storedOf(constantVector(identityOf(folding, dtype), dtype), dtype),
    combine,
    include: (accumulated, shift, active) => {
      const { element } = write;
      if (isFused && element.kind === "apply") {
        const [a, b] = element.args.map((arg) => storedOf(evaluate(arg, { shift, active }), dtype));
        if (a !== undefined && b !== undefined) return op(madd, a, b, accumulated);
      }
      return combine(accumulated, storedOf(evaluate(element, { shift, active }), dtype));
    },
  };
};

const accumulators = (count: number): readonly Local[] =>
  Array.from({ length: count }, (_, index) => local("v128", `sum${index}`));

/** Folds across vectors: neighbouring results are folded side by side, each in the order of its elements. */
export const reductionAcross = (kernel: Kernel): readonly Statement[] => {
  const { axis, outputs, width, inside, outside, counters } = kernel;
  const { write, dtype, identity, include } = foldOf(kernel);
  const stride = at(write.place.strides, axis);
  const last = counters.length - 1;

  const body = (vectors: number, active: number): readonly Statement[] => {
    const sums = accumulators(vectors);
    const folded = sums.map((sum, index) => set(sum, include(get(sum), index * width, active)));
    const innermost = around(kernel, last, last + 1, folded);
    const loops = around(kernel, outputs, last, [...inside.hoisted(), ...innermost]);
    const pointer = outside.pointer(write.storage, { ...write.place, strides: write.place.strides.slice(0, outputs) });
    const stores = sums.flatMap((sum, index) =>
      storeVector(
        dtype,
        { ...pointer, offset: pointer.offset + index * width * stride * bytesOf(dtype) },
        active === 1 ? 1 : stride,
        active,
        get(sum),
      ),
    );
    return [...sums.map((sum) => set(sum, identity)), ...loops, ...stores];
  };
  const walked = alongAxis(kernel, SIDE_BY_SIDE, body);
  return around(kernel, 0, axis, [...outside.hoisted(), ...walked]);
};

/** The first `active` lanes of one vector, the others of a second. */
const onlyActive = (value: Code, otherwise: Code, bytes: number): Code =>
  op("v128.bitselect", value, otherwise, vectorOf(Array.from({ length: 16 }, (_, byte) => (byte < bytes ? 255 : 0))));

/** The bytes of a vector turned by so many. */
const turned = (value: Code, bytes: number): Code =>
  shuffle(
    value,
    value,
    Array.from({ length: 16 }, (_, byte) => (byte + bytes) % 16),
  );

/** Folds along vectors: a result is folded from several partial ones, each of every sixteenth element or so. */
export const reductionAlong = (kernel: Kernel): readonly Statement[] => {
  const { nest, axis, outputs, width, lanes, inside, outside } = kernel;
  const { write, dtype, identity, combine, include } = foldOf(kernel);
  const size = at(nest.sizes, axis);
  const bytes = bytesOf(dtype) === 8 ? 8 : 4;
  const sums = accumulators(size >= SIDE_BY_SIDE * width ? SIDE_BY_SIDE : 1);
  const first = at(sums, 0);

  const body = (vectors: number, active: number): readonly Statement[] =>
    sums.slice(0, vectors).map((sum, index) => {
      const next = include(get(sum), index * width, active);
      return set(sum, active === width ? next : onlyActive(next, get(sum), active * bytes));
    });
  const walked = alongAxis(kernel, sums.length, body);
  const folded = around(kernel, outputs, axis, [...inside.hoisted(), ...walked]);

  const joined = sums.slice(1).map((sum) => set(first, combine(get(first), get(sum))));
  const halves = lanes === 4 ? [8, 4] : [bytes];
  const across = halves.map((half) => set(first, combine(get(first), turned(get(first), half))));
  const pointer = outside.pointer(write.storage, { ...write.place, strides: write.place.strides.slice(0, outputs) });
  const stored = storeVector(dtype, pointer, 1, 1, get(first));
  return around(kernel, 0, outputs, [
    ...sums.map((sum) => set(sum, identity)),
    ...folded,
    ...joined,
    ...across,
    ...outside.hoisted(),
    ...stored,
  ]);
};
