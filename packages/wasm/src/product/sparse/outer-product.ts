import { at } from "@chainrule/core/backend";
import { type Code, type Func, get, load, local, loop, op, type Statement, set, when } from "../../code/code.js";
import { int, minus, plus, times } from "../../code/integer.js";
import { lanesOf } from "../../lanes/float.js";
import { storeLowest } from "../../lanes/store.js";
import { registersFor } from "./accumulate.js";
import { acrossColumns, type Block, storeBlock, vectorOffset } from "./column-blocks.js";
import { clear, rowAt } from "./dense-rows.js";
import { kernel, type Operands, type SparseShape, type SparseTuning } from "./kernel.js";
import { boundsOf, entryBytes, lastBound, rowLists } from "./lists.js";
import { isStreamed, streaming } from "./stream.js";

/** The shapes of `xᵀ d`, and whether `scale` times it is added to what is there. */
export interface TransposedShape extends SparseShape {
  readonly update?: { readonly scale: number } | undefined;
}

/** The vectors of `d` that are held in registers. No load can move before the stores, so none needs a register of its own. */
const heldVectors = 12;

/** The transposed product where `x` has one row, from its list. */
export const outerProduct = (
  name: string,
  shape: TransposedShape,
  { relaxed, vectors }: SparseTuning,
): readonly Func[] => {
  const { columns, update } = shape;
  const lists = rowLists(shape);
  const { constant, mul, multiplyAdd } = lanesOf("f32", { relaxed, lanes: 4 });
  const weight = (value: Code): Code => (update === undefined ? value : mul(value, constant(update.scale)));
  const term = (weighted: Code, vector: Code, target: Code, offset: number): Code =>
    update === undefined ? mul(weighted, vector) : multiplyAdd(weighted, vector, load("v128.load", target, offset));

  const [entry, start, end] = [local("i32", "entry"), local("i32", "start"), local("i32", "end")];
  const [last, target, value] = [local("i32", "last"), local("i32", "target"), local("v128", "value")];
  const position = load("i32.load", get(entry));

  const outer = (rest: (operands: Operands) => readonly Statement[]): Func =>
    kernel(name, (operands) => {
      const { lists: byRow, from, to } = operands;
      const bounds = boundsOf(lists, byRow, int(0));
      // The list is ascending, so that what lies outside the range is at its ends.
      const narrow = when(op("i32.lt_u", minus(to, from), int(shape.inner)), [
        set(last, get(end)),
        loop(entry, { from: get(start), below: get(last), step: entryBytes }, [
          set(start, plus(get(start), times(op("i32.lt_u", position, from), entryBytes))),
          set(end, minus(get(end), times(op("i32.ge_u", position, to), entryBytes))),
        ]),
      ]);
      return [
        ...(update === undefined ? [clear(operands, columns)] : []),
        set(start, load("i32.load", bounds)),
        set(end, load("i32.load", bounds, lastBound(lists))),
        narrow,
        ...rest(operands),
      ];
    });

  if (vectors === undefined && isStreamed(shape.rows, columns)) {
    const { functions, stream } = streaming(name, {
      columns,
      weight,
      step: (line, rows, weights) => {
        const vector = load("v128.load", line.address, line.offset);
        return rows.flatMap(({ address, offset, active }, index) =>
          storeLowest(address, term(at(weights, index), vector, address, offset), 4 * active, offset),
        );
      },
    });
    return [...functions, outer(({ dense: d, c }) => stream({ entry: start, end, matrix: c, line: d }))];
  }

  const multiply = ({ dense: d, c }: Operands, block: Block, offset: Code): readonly Statement[] => {
    const held = registersFor(block);
    const results = held.map((vector, index) => term(get(value), get(vector), get(target), vectorOffset(index)));
    return [
      ...held.map((vector, index) => set(vector, load("v128.load", plus(d, offset), vectorOffset(index)))),
      loop(entry, { from: get(start), below: get(end), step: entryBytes }, [
        set(value, weight(load("v128.load32_splat", get(entry), 4))),
        set(target, plus(rowAt(c, position, columns), offset)),
        ...storeBlock(get(target), block, results),
      ]),
    ];
  };
  return [
    outer((operands) =>
      acrossColumns(columns, vectors ?? heldVectors, (block, offset) => multiply(operands, block, offset)),
    ),
  ];
};
