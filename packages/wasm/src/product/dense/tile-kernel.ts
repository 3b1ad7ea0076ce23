import { at } from "@chainrule/core/backend";
import { type Code, type Func, get, load, local, loop, type Statement, set } from "../../code/code.js";
import { int, plus } from "../../code/integer.js";
import { lanesOf } from "../../lanes/float.js";
import { storeLowest } from "../../lanes/store.js";
import { transpose } from "./transpose.js";
import { loadAdjacent, loadStrided, type PartOfRow, partsOfRow, type VectorType } from "./vector.js";

/** From one row of a tile's part of `a` to the next, and from one column to the next, in bytes. */
export interface LeftOperand {
  readonly row: number;
  readonly column: number;
}

/** How a tile reads its part of `b`; strides are in bytes. */
export type RightOperand =
  /** Row by row, the neighbours in a row lying side by side; `isPadded` where its last vector may be loaded whole. */
  | { readonly along: "rows"; readonly row: number; readonly isPadded: boolean }
  /** As many rows at a time as a vector has lanes, the neighbours in a column lying side by side. */
  | { readonly along: "columns"; readonly column: number };

/** How a tile of `c` is computed. */
export interface TileKernel {
  readonly type: VectorType;
  readonly relaxed: boolean;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly left: LeftOperand;
  readonly right: RightOperand;
  /** From one row of `c` to the next, in bytes. */
  readonly row: number;
  readonly update?: { readonly scale: number };
}

/**
 * One tile of `c`, held in registers while it walks along `inner`: `(a, b, c)`, the addresses of the tile's parts. It is a function of its
 * own, with one loop, because engines unroll a loop within others until its registers spill.
 */
export const tileKernel = (name: string, kernel: TileKernel): Func => {
  const { type, relaxed, rows, inner, columns, left, right, update } = kernel;
  const { constant, multiplyAdd } = lanesOf(type.dtype, { relaxed, lanes: type.lanes });
  const [a, b, c] = [local("i32", "a"), local("i32", "b"), local("i32", "c")];
  const parts = partsOfRow(type, columns);
  const sums = Array.from({ length: rows }, (_, row) =>
    parts.map(({ offset, active }, vector) => ({
      sum: local("v128", `sum${row}.${vector}`),
      offset: row * kernel.row + offset,
      active,
    })),
  );

  /** Adds to the sums of some vectors the terms of the next steps along `inner`. */
  const terms = (vectors: readonly number[], steps: readonly ((vector: number) => Code)[]): readonly Statement[] =>
    steps.flatMap((rightAt, step) => {
      const rights = vectors.map(rightAt);
      return sums.flatMap((sumsOfRow, row) => {
        const splat = load(type.loadSplat, get(a), row * left.row + step * left.column);
        return vectors.map((vector, index) => {
          const { sum } = at(sumsOfRow, vector);
          return set(sum, multiplyAdd(splat, at(rights, index), get(sum)));
        });
      });
    });

  /** Walks so many rounds through `b`, each of some steps. */
  const walk = (rounds: number, bytes: number, steps: number, body: readonly Statement[]): readonly Statement[] => {
    const end = local("i32", "end");
    return [
      set(end, plus(get(b), int(rounds * bytes))),
      loop(b, { from: get(b), below: get(end), step: bytes }, [
        ...body,
        set(a, plus(get(a), int(steps * left.column))),
      ]),
    ];
  };

  const vectors = parts.map((_, vector) => vector);

  const alongRows = ({ row, isPadded }: RightOperand & { readonly along: "rows" }): readonly Statement[] => {
    const rightAt = (vector: number): Code => {
      const { offset, active } = at(parts, vector);
      return loadAdjacent(type, get(b), offset, isPadded ? type.lanes : active);
    };
    return walk(inner, row, 1, terms(vectors, [rightAt]));
  };

  /** One vector after another, or there would be too much to hold at a time; then the steps that do not fill a vector. */
  const alongColumns = ({ column }: RightOperand & { readonly along: "columns" }): readonly Statement[] => {
    const { lanes, bytes } = type;
    const start = (vector: number): number => vector * lanes * column;
    const square = ({ active }: PartOfRow, vector: number): readonly Statement[] => {
      const lines = Array.from({ length: active }, (_, lane) =>
        load("v128.load", get(b), start(vector) + lane * column),
      );
      return terms(
        [vector],
        transpose(type, lines).map((row) => () => row),
      );
    };
    const rest = Array.from(
      { length: inner % lanes },
      (_, step) => (vector: number) =>
        loadStrided(type, get(b), start(vector) + step * bytes, column / bytes, at(parts, vector).active),
    );
    return [...walk(Math.floor(inner / lanes), 16, lanes, parts.flatMap(square)), ...terms(vectors, rest)];
  };

  const results = (): readonly Statement[] => {
    const all = sums.flat();
    const stores = all.map(({ sum, offset, active }) => storeLowest(get(c), get(sum), active * type.bytes, offset));
    if (update === undefined) return stores.flat();
    const scale = constant(update.scale);
    // All loads stand before all stores, or V8 could not pair vectors to wider ones. TurboFan orders the loop above by what follows it:
    // with the stores in this order it adds the terms as they are loaded, with the other it loads all of them first and spills registers.
    return [
      ...all.map(({ sum, offset, active }) =>
        set(sum, multiplyAdd(scale, get(sum), loadAdjacent(type, get(c), offset, active))),
      ),
      ...stores.toReversed().flat(),
    ];
  };

  return {
    name,
    params: [a, b, c],
    body: [
      ...sums.flat().map(({ sum }) => set(sum, constant(0))),
      ...(right.along === "rows" ? alongRows(right) : alongColumns(right)),
      ...results(),
    ],
  };
};
