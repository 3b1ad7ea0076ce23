// Loop nests: what to compute for each index, and where to put it. Pure data: no addresses, no instructions.

import type { DType } from "@chainrule/core";
import type { ElementwiseName } from "../element/names.js";

/** The elements of one value, somewhere in memory; its identity is its address. */
export interface Storage {
  readonly name: string;
  readonly dtype: DType;
  readonly size: number;
}

/** A whole number that depends on the loops: `offset + Σ strides[i] · index[i]`. */
export interface Affine {
  readonly offset: number;
  readonly strides: readonly number[];
}

/** An offset looked up in memory: `stride · indices[place]`. */
export interface Gather {
  readonly indices: Storage;
  readonly place: Affine;
  readonly stride: number;
}

/** What to compute for one index. */
export type Element =
  | { readonly kind: "load"; readonly storage: Storage; readonly place: Affine; readonly gather: Gather | undefined }
  | { readonly kind: "constant"; readonly dtype: DType; readonly value: number }
  /** A function of the index itself, `i32`. */
  | { readonly kind: "index"; readonly value: Affine }
  | {
      readonly kind: "apply";
      readonly op: ElementwiseName;
      readonly dtype: DType;
      readonly args: readonly Element[];
    };

/** The dtype of an element. */
export const dtypeOfElement = (element: Element): DType => {
  if (element.kind === "load") return element.storage.dtype;
  return element.kind === "index" ? "i32" : element.dtype;
};

/** An element and where it goes; `scatter` says where besides, and that it is added to what is there. */
export interface Write {
  readonly storage: Storage;
  readonly place: Affine;
  readonly element: Element;
  readonly scatter?: Gather;
}

/** How elements that share a place are combined; `argmax` gives the position of the largest. */
export type Combining = "add" | "maximum" | "minimum" | "argmax";

/**
 * `for index in sizes: write`. The last `reduced` loops are folded by `combining`; a write then takes place once for each index of the
 * loops before them. Only a nest that reduces nothing has several writes.
 */
export interface Nest {
  readonly kind: "nest";
  readonly name: string;
  readonly sizes: readonly number[];
  readonly reduced: number;
  readonly combining: Combining | undefined;
  readonly writes: readonly Write[];
}

/** Every affine function in an element. */
const affinesIn = (element: Element): readonly Affine[] => {
  switch (element.kind) {
    case "load":
      return [element.place, ...(element.gather === undefined ? [] : [element.gather.place])];
    case "index":
      return [element.value];
    case "constant":
      return [];
    case "apply":
      return element.args.flatMap(affinesIn);
  }
};

const mapGather = (gather: Gather, change: (affine: Affine) => Affine): Gather => ({
  ...gather,
  place: change(gather.place),
});

/** Replaces all affine functions of elements; what elements share, their images share. */
const mappingAffines = (change: (affine: Affine) => Affine): ((element: Element) => Element) => {
  const known = new Map<Element, Element>();
  const map = (element: Element): Element => {
    const image = known.get(element) ?? mapped(element);
    known.set(element, image);
    return image;
  };
  const mapped = (element: Element): Element => {
    switch (element.kind) {
      case "load": {
        const gather = element.gather === undefined ? undefined : mapGather(element.gather, change);
        return { ...element, place: change(element.place), gather };
      }
      case "index":
        return { ...element, value: change(element.value) };
      case "constant":
        return element;
      case "apply":
        return { ...element, args: element.args.map(map) };
    }
  };
  return map;
};

/** Every affine function of a nest. */
export const affinesOf = ({ writes }: Nest): readonly Affine[] =>
  writes.flatMap(({ place, element, scatter }) => [
    place,
    ...affinesIn(element),
    ...(scatter === undefined ? [] : [scatter.place]),
  ]);

/** A nest over other loops. */
export const withLoops = (
  nest: Nest,
  sizes: readonly number[],
  reduced: number,
  change: (affine: Affine) => Affine,
): Nest => {
  const map = mappingAffines(change);
  const writes = nest.writes.map((write) => ({
    ...write,
    place: change(write.place),
    element: map(write.element),
    ...(write.scatter === undefined ? {} : { scatter: mapGather(write.scatter, change) }),
  }));
  return { ...nest, sizes, reduced, writes };
};

/** Every load of an element. */
export const loadsIn = (element: Element): readonly (Element & { readonly kind: "load" })[] => {
  if (element.kind === "load") return [element];
  return element.kind === "apply" ? element.args.flatMap(loadsIn) : [];
};

/** The dtypes that an element works with. */
export const dtypesIn = (element: Element): readonly DType[] =>
  element.kind === "apply" ? [element.dtype, ...element.args.flatMap(dtypesIn)] : [dtypeOfElement(element)];

/** The storages that an element reads. */
export const storagesIn = (element: Element): readonly Storage[] =>
  loadsIn(element).flatMap(({ storage, gather }) => (gather === undefined ? [storage] : [storage, gather.indices]));

/** The nodes of an element, shared ones counted as often as they stand. */
export const sizeOfElement = (element: Element): number =>
  element.kind === "apply" ? element.args.reduce((sum, arg) => sum + sizeOfElement(arg), 1) : 1;

/** About how many instructions the functions of the reals take, where it is more than one. */
const instructionsOf: Readonly<Partial<Record<ElementwiseName, number>>> = {
  ...{ exp: 20, expm1: 25, log: 30, log1p: 40, tanh: 30, sigmoid: 25, softplus: 60 },
  ...{ erf: 60, sin: 100, cos: 100, pow: 200 },
};

const workOfElement = (element: Element): number => {
  if (element.kind !== "apply") return 1;
  return element.args.reduce((sum, arg) => sum + workOfElement(arg), instructionsOf[element.op] ?? 1);
};

/** About how many operations a nest takes. */
export const workOfNest = ({ sizes, writes }: Nest): number =>
  sizes.reduce((product, size) => product * size, 1) *
  writes.reduce((sum, { element }) => sum + workOfElement(element), 0);

/** How many elements a vector holds: 2 where any of them is `f64`, else 4. */
export const lanesOfNest = ({ writes }: Nest): 2 | 4 =>
  writes.some(({ element, storage }) => storage.dtype === "f64" || dtypesIn(element).includes("f64")) ? 2 : 4;
