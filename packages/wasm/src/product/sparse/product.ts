import { at } from "@chainrule/core/backend";
import { type Code, call, type Func, get, load, local, loop, type Statement, set } from "../../code/code.js";
import { int, plus } from "../../code/integer.js";
import { lanesOf } from "../../lanes/float.js";
import { storeLowest } from "../../lanes/store.js";
import { accumulate, registersFor } from "./accumulate.js";
import { acrossColumns, type Block, columnBlocks, storeBlock, vectorOffset } from "./column-blocks.js";
import { clear, rowAt } from "./dense-rows.js";
import { kernel, type SparseShape, type SparseTuning } from "./kernel.js";
import { boundBytes, boundsOf, lastBound, rowLists } from "./lists.js";
import { isStreamed, streaming } from "./stream.js";

/** The vectors of a block unless said otherwise: its loop is the only one of a function, which engines compile well up to 14 sums. */
const blockVectors = 13;

/** `${name}(entry, end, w, target)` computes a block of a row of the product, or adds a band to it. */
const blockOfRow = (name: string, block: Block, columns: number, relaxed: boolean, isAdded: boolean): Func => {
  const lanes = lanesOf("f32", { relaxed, lanes: 4 });
  const [entry, end, w, target] = [
    local("i32", "entry"),
    local("i32", "end"),
    local("i32", "w"),
    local("i32", "target"),
  ];
  const sums = registersFor(block);
  const start = (index: number): Code =>
    isAdded ? load("v128.load", get(target), vectorOffset(index)) : lanes.constant(0);
  return {
    name,
    params: [entry, end, w, target],
    body: [
      ...sums.map((sum, index) => set(sum, start(index))),
      accumulate({ entry, end, block: get(w), columns }, sums, lanes),
      ...storeBlock(get(target), block, sums.map(get)),
    ],
  };
};

/** The product by blocks of columns, whose sums are held in registers. */
const blockProduct = (
  name: string,
  shape: SparseShape,
  { relaxed, vectors = blockVectors }: SparseTuning,
): readonly Func[] => {
  const { columns } = shape;
  const lists = rowLists(shape);
  const isBanded = lists.bands > 1;
  const nameOf = (block: Block): string => `${name}.${block.reduce((sum, active) => sum + active, 0)}`;
  const blocks = columnBlocks(columns, vectors).map(({ block }) =>
    blockOfRow(nameOf(block), block, columns, relaxed, isBanded),
  );
  const product = kernel(name, (operands) => {
    const { lists: byRow, dense: w, c, from, to } = operands;
    const [band, row, bounds] = [local("i32", "band"), local("i32", "row"), local("i32", "bounds")];
    const list = boundsOf(lists, byRow, get(row));
    const multiplyRows = (block: Block, offset: Code): Statement =>
      loop(row, { from, below: to, step: 1 }, [
        set(bounds, isBanded ? plus(list, get(band)) : list),
        call(
          nameOf(block),
          load("i32.load", get(bounds)),
          load("i32.load", get(bounds), boundBytes),
          plus(w, offset),
          plus(rowAt(c, get(row), columns), offset),
        ),
      ]);
    // Bands outside rows: the rows of w that a band needs are then read from the cache, but for the first row of x.
    const bands = { from: int(0), below: int(lists.bands * boundBytes), step: boundBytes };
    return [
      ...(isBanded ? [clear(operands, columns)] : []),
      ...acrossColumns(columns, vectors, (block, offset) => {
        const rows = multiplyRows(block, offset);
        return [isBanded ? loop(band, bands, [rows]) : rows];
      }),
    ];
  });
  return [...blocks, product];
};

/** The product by whole rows of `w`, with the sums in memory. */
const streamedProduct = (name: string, shape: SparseShape, relaxed: boolean): readonly Func[] => {
  const { columns } = shape;
  const lists = rowLists(shape);
  const { multiplyAdd } = lanesOf("f32", { relaxed, lanes: 4 });
  const { functions, stream } = streaming(name, {
    columns,
    weight: (value) => value,
    step: ({ address, offset, active }, rows, weights) => {
      const sum = rows.reduce(
        (partial, row, index) => multiplyAdd(at(weights, index), load("v128.load", row.address, row.offset), partial),
        load("v128.load", address, offset),
      );
      return storeLowest(address, sum, 4 * active, offset);
    },
  });
  const product = kernel(name, (operands) => {
    const { lists: byRow, dense: w, c, from, to } = operands;
    const [row, entry, end] = [local("i32", "row"), local("i32", "entry"), local("i32", "end")];
    const list = boundsOf(lists, byRow, get(row));
    return [
      clear(operands, columns),
      loop(row, { from, below: to, step: 1 }, [
        set(entry, load("i32.load", list)),
        set(end, load("i32.load", list, lastBound(lists))),
        ...stream({ entry, end, matrix: w, line: rowAt(c, get(row), columns) }),
      ]),
    ];
  });
  return [...functions, product];
};

/**
 * `${name}(byRow, w, c, from, to)` computes the rows `from…to` of `c[rows, columns] = x w`, each element summed by ascending `k`. What is
 * skipped would add `0 · w`: for finite `w` the result is that of the dense sum in the same order.
 */
export const sparseProduct = (name: string, shape: SparseShape, tuning: SparseTuning): readonly Func[] =>
  tuning.vectors === undefined && isStreamed(shape.rows, shape.columns)
    ? streamedProduct(name, shape, tuning.relaxed)
    : blockProduct(name, shape, tuning);
