import { at } from "@chainrule/core/backend";
import { type Code, get, type Local, local, type Statement, set } from "../code/code.js";
import { apply, constantVector, storedOf, type Vector, vectorOfStored } from "../element/element.js";
import { bytesOf, loadOne, type Pointer, storeVector } from "./access.js";
import { baseOf } from "./address.js";
import type { Generation } from "./kernel.js";
import { type Affine, type Element, lanesOfNest, loadsIn, type Nest, type Storage, workOfNest } from "./nest.js";

/** Programs of more operations than this keep their loops. */
const MOST_WORK = 4096;

const isStatic = ({ combining, sizes, writes }: Nest): boolean =>
  combining !== "argmax" &&
  !sizes.includes(0) &&
  writes.every(
    ({ scatter, element }) => scatter === undefined && loadsIn(element).every(({ gather }) => gather === undefined),
  );

/** Whether nests are so small that they are better written out, element by element, than looped over. */
export const canUnroll = (nests: readonly Nest[]): boolean =>
  nests.every(isStatic) && nests.reduce((sum, nest) => sum + workOfNest(nest), 0) <= MOST_WORK;

/** Every index of some loops, in row-major order. */
function* indicesOf(sizes: readonly number[]): Generator<readonly number[]> {
  const [size, ...rest] = sizes;
  if (size === undefined) yield [];
  else for (let index = 0; index < size; index++) for (const inner of indicesOf(rest)) yield [index, ...inner];
}

const placeAt = ({ offset, strides }: Affine, index: readonly number[]): number =>
  strides.reduce((place, stride, loop) => place + stride * at(index, loop), offset);

/**
 * Nests written out: every element a variable, every constant in place, no loop. `kept` are the storages that must be written in the end;
 * the others need no memory.
 */
export const unroll = (
  nests: readonly Nest[],
  kept: readonly Storage[],
  { addressOf, relaxed }: Generation,
): readonly Statement[] => {
  const cells = new Map<Storage, Map<number, Code>>();
  const given: { readonly holder: Local; readonly value: Code }[] = [];
  const cellsOf = (storage: Storage): Map<number, Code> => {
    const found = cells.get(storage) ?? new Map<number, Code>();
    cells.set(storage, found);
    return found;
  };
  const written = new Set<Storage>();
  const pointerTo = (storage: Storage, place: number): Pointer => {
    const home = addressOf(storage);
    return { address: baseOf(home), offset: home.offset + place * bytesOf(storage.dtype) };
  };

  /** What is at a place: what was computed for it, else what was there before. */
  const cell = (storage: Storage, place: number): Code => {
    const found = cellsOf(storage).get(place);
    if (found !== undefined) return found;
    const holder = local("v128", `${storage.name}${place}`);
    given.push({ holder, value: loadOne(storage.dtype, pointerTo(storage, place)) });
    const value = get(holder);
    cellsOf(storage).set(place, value);
    return value;
  };

  const evaluating = (index: readonly number[], lanes: 2 | 4) => {
    const known = new Map<Element, Vector>();
    const evaluate = (element: Element): Vector => {
      const before = known.get(element);
      if (before !== undefined) return before;
      const vector = compute(element);
      known.set(element, vector);
      return vector;
    };
    const compute = (element: Element): Vector => {
      switch (element.kind) {
        case "load":
          return vectorOfStored(cell(element.storage, placeAt(element.place, index)), element.storage.dtype);
        case "constant":
          return constantVector(element.value, element.dtype);
        case "index":
          return constantVector(placeAt(element.value, index), "i32");
        case "apply":
          return apply(element.op, element.args.map(evaluate), element.dtype, { relaxed, lanes });
      }
    };
    return evaluate;
  };

  for (const nest of nests) {
    const { sizes, combining, writes } = nest;
    const lanes = lanesOfNest(nest);
    // What a nest writes is seen by the nests after it.
    const next = writes.map(() => new Map<number, Code>());
    for (const index of indicesOf(sizes)) {
      const evaluate = evaluating(index, lanes);
      writes.forEach(({ storage: { dtype }, place, element }, write) => {
        const target = placeAt(place, index);
        const before = at(next, write).get(target);
        const value = evaluate(element);
        const folded =
          before === undefined || combining === undefined || combining === "argmax"
            ? value
            : apply(combining, [vectorOfStored(before, dtype), value], dtype, { relaxed, lanes });
        at(next, write).set(target, storedOf(folded, dtype));
      });
    }
    writes.forEach(({ storage }, write) => {
      for (const [place, value] of at(next, write)) cellsOf(storage).set(place, value);
      written.add(storage);
    });
  }
  const stores = kept
    .filter((storage) => written.has(storage))
    .flatMap((storage) =>
      [...cellsOf(storage)].flatMap(([place, value]) =>
        storeVector(storage.dtype, pointerTo(storage, place), 1, 1, value),
      ),
    );
  return [...given.map(({ holder, value }) => set(holder, value)), ...stores];
};
