import type { Expr, Shape, Tensor } from "@chainrule/core";
import type { Map as ImmutableMap, List, RecordOf } from "immutable";
import type { Shaped } from "./shaped.js";

/** What stands in the place of an expression: a shape to draw values for, or a value that is held fixed. */
export type Input<S extends Shape = Shape> = Shaped<S> | Tensor<S> | (readonly [] extends S ? number : never);

/** The tree of inputs for a tree of expressions: plain objects, arrays, tuples and Immutable collections keep their form. */
export type InputTree<T> =
  T extends Expr<infer S>
    ? Input<S>
    : T extends List<infer Item>
      ? List<InputTree<Item>>
      : T extends ImmutableMap<infer Key, infer Item>
        ? ImmutableMap<Key, InputTree<Item>>
        : T extends RecordOf<infer Fields>
          ? RecordOf<{ [Key in keyof Fields]: InputTree<Fields[Key]> }>
          : { readonly [Key in keyof T]: InputTree<T[Key]> };

/** One tree of inputs for each argument of a function. */
export type Inputs<Args extends readonly unknown[]> = { readonly [I in keyof Args]: InputTree<Args[I]> };
