import type { Program } from "@chainrule/core";
import { printElement, printNest } from "../nest/print.js";
import type { Matrices, Stage } from "./stage.js";
import { stagesOf } from "./stages.js";

const scaled = (update: { readonly scale: number } | undefined): string => {
  if (update === undefined) return "=";
  return update.scale === 1 ? "+=" : `+= ${update.scale}`;
};

/** A matrix, or its transpose where its rows lie side by side. */
const showMatrices = ({ storage, rowStride, columnStride }: Matrices): string =>
  rowStride === 1 && columnStride !== 1 ? `${storage.name}ᵀ` : storage.name;

/** A stage as one line of text. */
export const printStage = (stage: Stage): string => {
  switch (stage.kind) {
    case "nest":
      return printNest(stage);
    case "dense": {
      const { batch, rows, inner, columns, a, b, c, update } = stage;
      const times = batch.length === 0 ? "" : `, ${batch.join("×")} times`;
      return `product ${rows}×${inner}×${columns}${times}: ${c.name} ${scaled(update)} ${showMatrices(a)} ${showMatrices(b)}`;
    }
    case "compress": {
      const { rows, inner, element, byColumn } = stage;
      return `non-zeros of ${rows}×${inner}, by row${byColumn ? " and by column" : ""}: x[i, j] = ${printElement(element)}`;
    }
    case "sparse": {
      const { isTransposed, rows, inner, columns, dense, c, update } = stage;
      const [left, sizes] = isTransposed ? ["xᵀ", `${inner}×${rows}×${columns}`] : ["x", `${rows}×${inner}×${columns}`];
      return `product of non-zeros ${sizes}: ${c.name} ${scaled(update)} ${left} ${dense.name}`;
    }
    case "check":
      return `check ${stage.operation}: 0 ≤ ${stage.indices.name} < ${stage.limit}`;
  }
};

/**
 * What WebAssembly is asked to do for a program, a line for each kernel: loop nests with what they compute fused, products, and checks of
 * indices. The first `carried` outputs are the next values of the first inputs, as in a `scan`.
 *
 * @example
 * import { add, matmul, ones, relu, simplify, trace, type Expr } from "@chainrule/core";
 * import { printStages } from "@chainrule/wasm";
 * const layer = (x: Expr, w: Expr, b: Expr) => relu(add(matmul(x, w), b));
 * const program = simplify(trace(layer)(ones([2, 3]), ones([3, 4]), ones([4])));
 * assert.equal(
 *   printStages(program),
 *   "for i < 2, j < 4, reducing k < 3: v4[4i + j] = add mul(arg0[3i + k], arg1[j + 4k])\n" +
 *     "for i < 2, j < 4: v5[4i + j] = relu(add(v4[4i + j], arg2[j]))",
 * );
 */
export const printStages = (program: Program, carried = 0): string =>
  stagesOf(program, carried).stages.map(printStage).join("\n");
