import { type Code, type Func, get, load, local, loop, op, type Statement, set, when } from "../../code/code.js";
import { plus } from "../../code/integer.js";
import { lanesOf } from "../../lanes/float.js";
import { accumulate, registersFor } from "./accumulate.js";
import { acrossColumns, type Block, storeBlock, vectorOffset } from "./column-blocks.js";
import { clear, rowAt } from "./dense-rows.js";
import { kernel, nestedVectors, type SparseTuning } from "./kernel.js";
import { boundsOf, columnLists, lastBound } from "./lists.js";
import { outerProduct, type TransposedShape } from "./outer-product.js";

/** The transposed product from the lists by column. */
const batchProduct = (name: string, shape: TransposedShape, { relaxed, vectors = nestedVectors }: SparseTuning): Func =>
  kernel(name, (operands) => {
    const { columns, update } = shape;
    const { lists: byColumn, dense: d, c, from, to } = operands;
    const lists = columnLists(shape);
    const lanes = lanesOf("f32", { relaxed, lanes: 4 });
    const scale = update === undefined ? undefined : lanes.constant(update.scale);
    const [k, bounds, target] = [local("i32", "k"), local("i32", "bounds"), local("i32", "target")];
    const [entry, end] = [local("i32", "entry"), local("i32", "end")];

    const multiply = (block: Block, offset: Code): readonly Statement[] => {
      const sums = registersFor(block);
      const results = sums.map((sum, index) =>
        scale === undefined
          ? get(sum)
          : lanes.multiplyAdd(scale, get(sum), load("v128.load", get(target), vectorOffset(index))),
      );
      return [
        loop(k, { from, below: to, step: 1 }, [
          set(bounds, boundsOf(lists, byColumn, get(k))),
          set(entry, load("i32.load", get(bounds))),
          set(end, load("i32.load", get(bounds), lastBound(lists))),
          when(op("i32.lt_u", get(entry), get(end)), [
            ...sums.map((sum) => set(sum, lanes.constant(0))),
            accumulate({ entry, end, block: plus(d, offset), columns }, sums, lanes),
            set(target, plus(rowAt(c, get(k), columns), offset)),
            ...storeBlock(get(target), block, results),
          ]),
        ]),
      ];
    };
    return [...(update === undefined ? [clear(operands, columns)] : []), ...acrossColumns(columns, vectors, multiply)];
  });

/**
 * `${name}(lists, d, c, from, to)` computes the rows `k = from…to` of `c[inner, columns] = xᵀ d`, or `c ← c + scale · xᵀ d` in place,
 * each element summed by ascending row of `x`. An update leaves the rows alone where `x[:, k]` is zero. The lists are those by row where
 * `x` has one row, those by column otherwise.
 */
export const sparseTransposedProduct = (name: string, shape: TransposedShape, tuning: SparseTuning): readonly Func[] =>
  shape.rows === 1 ? outerProduct(name, shape, tuning) : [batchProduct(name, shape, tuning)];
