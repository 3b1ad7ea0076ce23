import { full, type Tensor } from "@chainrule/core";
import * as fc from "fast-check";
import type { Map as ImmutableMap, List, RecordOf } from "immutable";
import { Shaped } from "../input/shaped.js";
import { type InputLeaf, mapInputs } from "../input/tree.js";
import { sometimesAtEdges } from "./edges.js";
import { edgesIn, type TensorOptions, tensorsAt } from "./tensors.js";

/** The tree of tensors for a tree of inputs. */
export type Drawn<T> =
  T extends Shaped<infer S>
    ? Tensor<S>
    : T extends Tensor
      ? T
      : T extends number
        ? Tensor<readonly []>
        : T extends List<infer Item>
          ? List<Drawn<Item>>
          : T extends ImmutableMap<infer Key, infer Item>
            ? ImmutableMap<Key, Drawn<Item>>
            : T extends RecordOf<infer Fields>
              ? RecordOf<{ [Key in keyof Fields]: Drawn<Fields[Key]> }>
              : { readonly [Key in keyof T]: Drawn<T[Key]> };

/**
 * Trees of tensors: each `shaped(…)` of a tree drawn, tensors and numbers held fixed, numbers in `f64`. Plain objects, arrays and
 * Immutable collections keep their form. Where one tensor is at the edges of its domain, all of them are.
 *
 * @throws TypeError for what a tree of inputs cannot hold, with its path; RangeError when `edges` is no fraction.
 *
 * @example
 * import { shaped, trees } from "@chainrule/check";
 * import { sample } from "fast-check";
 * const layer = trees({ weights: shaped([3, 2]), bias: shaped([2]) });
 * for (const { weights, bias } of sample(layer)) assert.deepEqual([weights.shape, bias.shape], [[3, 2], [2]]);
 */
export const trees = <T>(inputs: T, options: TensorOptions = {}): fc.Arbitrary<Drawn<T>> => {
  const leaves: InputLeaf[] = [];
  mapInputs(inputs, (leaf) => leaves.push(leaf));
  const drawLeaf = (leaf: InputLeaf, atEdges: boolean): fc.Arbitrary<Tensor> => {
    if (leaf instanceof Shaped) return tensorsAt(leaf, atEdges);
    return fc.constant(typeof leaf === "number" ? full([], leaf, { dtype: "f64" }) : leaf);
  };
  return sometimesAtEdges(edgesIn(options), (atEdges) =>
    fc.tuple(...leaves.map((leaf) => drawLeaf(leaf, atEdges))),
  ).map((drawn) => {
    let next = 0;
    // Safe: a tensor of its shape stands where each leaf was.
    return mapInputs(inputs, () => drawn[next++]) as Drawn<T>;
  });
};
