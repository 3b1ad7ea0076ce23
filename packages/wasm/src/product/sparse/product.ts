import { type Code, type Func, get, load, local, loop, type Statement, set } from "../../code/code.js";
import { int, plus } from "../../code/integer.js";
import { lanesOf } from "../../lanes/float.js";
import { accumulate, registersFor } from "./accumulate.js";
import { acrossColumns, type Block, storeBlock, vectorOffset } from "./column-blocks.js";
import { clear, rowAt } from "./dense-rows.js";
import { defaultVectors, kernel, type SparseShape, type SparseTuning } from "./kernel.js";
import { boundBytes, boundsOf, rowLists } from "./lists.js";

/**
 * `${name}(byRow, w, c, from, to)` computes the rows `from…to` of `c[rows, columns] = x w`, each element summed by ascending `k`. What is
 * skipped would add `0 · w`: for finite `w` the result is that of the dense sum in the same order.
 */
export const sparseProduct = (
  name: string,
  shape: SparseShape,
  { relaxed, vectors = defaultVectors }: SparseTuning,
): Func =>
  kernel(name, (operands) => {
    const { columns } = shape;
    const { lists: byRow, dense: w, c, from, to } = operands;
    const lists = rowLists(shape);
    const lanes = lanesOf("f32", { relaxed, lanes: 4 });
    const isBanded = lists.bands > 1;
    const [band, row, bounds] = [local("i32", "band"), local("i32", "row"), local("i32", "bounds")];
    const [entry, end, target] = [local("i32", "entry"), local("i32", "end"), local("i32", "target")];
    const list = boundsOf(lists, byRow, get(row));

    const multiplyRows = (block: Block, offset: Code): Statement => {
      const sums = registersFor(block);
      const start = (index: number): Code =>
        isBanded ? load("v128.load", get(target), vectorOffset(index)) : lanes.constant(0);
      return loop(row, { from, below: to, step: 1 }, [
        set(bounds, isBanded ? plus(list, get(band)) : list),
        set(entry, load("i32.load", get(bounds))),
        set(end, load("i32.load", get(bounds), boundBytes)),
        set(target, plus(rowAt(c, get(row), columns), offset)),
        ...sums.map((sum, index) => set(sum, start(index))),
        accumulate({ entry, end, block: plus(w, offset), columns }, sums, lanes),
        ...storeBlock(get(target), block, sums.map(get)),
      ]);
    };

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
