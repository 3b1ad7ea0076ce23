import type { Map as ImmutableMap, List, MapOf, RecordOf } from "immutable";
import type { Expr } from "../expr/expr.js";
import type { Operand } from "../ops/operand.js";
import type { Shape } from "../shape/shape.js";
import type { Tensor } from "../tensor/tensor.js";

/** What a parameter tree holds at its ends. */
export type Leaf = Expr | Tensor | number;

/** A tree with every leaf replaced: `Kind` says by what. Plain objects, arrays, tuples and Immutable collections keep their form. */
type Replaced<T, Kind extends keyof LeafOf<Shape>> = T extends Leaf
  ? ReplacedLeaf<T, Kind>
  : T extends List<infer Item>
    ? List<Replaced<Item, Kind>>
    : T extends MapOf<infer Fields>
      ? MapOf<{ [Key in keyof Fields]: Replaced<Fields[Key], Kind> }>
      : T extends ImmutableMap<infer Key, infer Item>
        ? ImmutableMap<Key, Replaced<Item, Kind>>
        : T extends FieldsOf<infer Fields>
          ? RecordOf<{ [Key in keyof Fields]: Replaced<Fields[Key], Kind> }>
          : { readonly [Key in keyof T]: Replaced<T[Key], Kind> };

/** What tells the fields of an Immutable `Record`: the compiler infers them from `Record<Fields>` as unknown. */
interface FieldsOf<Fields extends object> {
  toObject(): Fields;
  wasAltered(): boolean;
}

type ReplacedLeaf<T extends Leaf, Kind extends keyof LeafOf<Shape>> = LeafOf<ShapeOf<T>>[Kind];

type ShapeOf<T extends Leaf> = T extends Expr<infer S> | Tensor<infer S> ? S : readonly [];

/** What may stand in place of a leaf of shape `S`. */
interface LeafOf<S extends Shape> {
  readonly tensor: Tensor<S>;
  readonly expr: Expr<S>;
  readonly operand: Operand<S>;
  /** One such tensor for each step of a fold, along a new first axis. */
  readonly stacked: Tensor<readonly [number, ...S]>;
}

/** The tree of tensors for a tree of expressions. */
export type Concrete<T> = Replaced<T, "tensor">;

/** The tree of expressions for a tree of tensors. */
export type Symbolic<T> = Replaced<T, "expr">;

/** A tree of nodes, tensors or numbers, for a tree of expressions: what a differentiated function takes. */
export type Operands<T> = Replaced<T, "operand">;

/** The tree of tensors that holds one tree of values for each step of a fold: each tensor has a first axis more. */
export type Stacked<T> = Replaced<T, "stacked">;
