// What a program does, in order: loop nests, products, and checks of indices. Pure data, to print, to order and to merge.

import type { DType } from "@chainrule/core";
import type { Element, Nest, Storage } from "../nest/nest.js";
import { storagesIn } from "../nest/nest.js";

/** A batch of matrices in memory. */
export interface Matrices {
  readonly storage: Storage;
  readonly offset: number;
  readonly batchStrides: readonly number[];
  readonly rowStride: number;
  readonly columnStride: number;
}

/** `c ← c + scale · product` in place of `c ← product`. */
export interface Update {
  readonly scale: number;
}

/** Products of matrices, one for each index of the batch, into row-major storage. */
export interface DenseStage {
  readonly kind: "dense";
  readonly name: string;
  readonly dtype: "f32" | "f64";
  readonly batch: readonly number[];
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly a: Matrices;
  readonly b: Matrices;
  readonly c: Storage;
  readonly update: Update | undefined;
}

/** The non-zero elements of a matrix, by row and where asked for by column. */
export interface CompressStage {
  readonly kind: "compress";
  readonly name: string;
  readonly rows: number;
  readonly inner: number;
  /** The element at the index of two loops, row and column. */
  readonly element: Element;
  readonly lists: Lists;
  readonly byColumn: boolean;
}

/** Where the lists of a compressed matrix are. */
export interface Lists {
  readonly byRow: Storage;
  readonly byColumn: Storage;
}

/** `c ← x w`, or transposed `c ← xᵀ w`, where `x` was compressed. */
export interface SparseStage {
  readonly kind: "sparse";
  readonly name: string;
  readonly isTransposed: boolean;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly lists: Lists;
  readonly dense: Storage;
  readonly denseOffset: number;
  readonly c: Storage;
  readonly update: Update | undefined;
}

/** Looks whether all indices are from 0 to `limit − 1`, and ends the run where one is not. */
export interface CheckStage {
  readonly kind: "check";
  readonly operation: string;
  readonly indices: Storage;
  readonly limit: number;
}

export type Stage = Nest | DenseStage | CompressStage | SparseStage | CheckStage;

/** The multiplications of a product. */
export const workOf = ({ batch, rows, inner, columns }: DenseStage): number =>
  batch.reduce((product, size) => product * size, rows * inner * columns);

/** The storages that a stage reads, those that it changes in place among them. */
export const readsOf = (stage: Stage): readonly Storage[] => {
  switch (stage.kind) {
    case "nest":
      return stage.writes.flatMap(({ element, scatter, storage }) => [
        ...storagesIn(element),
        ...(scatter === undefined ? [] : [scatter.indices, storage]),
      ]);
    case "dense":
      return [stage.a.storage, stage.b.storage, ...(stage.update === undefined ? [] : [stage.c])];
    case "compress":
      return storagesIn(stage.element);
    case "sparse":
      return [stage.lists.byRow, stage.lists.byColumn, stage.dense, ...(stage.update === undefined ? [] : [stage.c])];
    case "check":
      return [stage.indices];
  }
};

/** The storages that a stage writes. */
export const writesOf = (stage: Stage): readonly Storage[] => {
  switch (stage.kind) {
    case "nest":
      return stage.writes.map(({ storage }) => storage);
    case "dense":
      return [stage.c];
    case "compress":
      return [stage.lists.byRow, stage.lists.byColumn];
    case "sparse":
      return [stage.c];
    case "check":
      return [];
  }
};

/** Whether two stages may change places. */
export const areIndependent = (a: Stage, b: Stage): boolean => {
  const [written, alsoWritten] = [writesOf(a), writesOf(b)];
  return (
    !readsOf(b).some((storage) => written.includes(storage)) &&
    !readsOf(a).some((storage) => alsoWritten.includes(storage)) &&
    !alsoWritten.some((storage) => written.includes(storage))
  );
};

export const isFloat = (dtype: DType): dtype is "f32" | "f64" => dtype === "f32" || dtype === "f64";
