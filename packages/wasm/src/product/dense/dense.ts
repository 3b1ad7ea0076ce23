import type { Func } from "../../code/code.js";
import { multiplying } from "./multiply.js";
import { packing } from "./pack.js";
import { type PlanOptions, packedLeftBytes, packedRightBytes, planDense } from "./plan.js";
import type { DenseProduct } from "./product.js";
import { partsIn } from "./run.js";

export interface DenseOptions extends PlanOptions {
  /** Whether the engine may round `a · b + c` once. */
  readonly relaxed: boolean;
}

/** The functions for a product; their parameters are addresses in bytes and numbers of parts. */
export interface DenseKernels {
  /**
   * `${name}.pack(a, b, packed, from, to)`, where there is something to pack, and `${name}.multiply(a, b, packed, c, from, to)`, which may
   * begin when all is packed. Both work on parts `from … to − 1`, so that threads can share them out.
   */
  readonly functions: readonly Func[];
  /** The size of the scratch memory at `packed`. */
  readonly packedBytes: number;
  readonly packParts: number;
  readonly multiplyParts: number;
}

/**
 * A matrix product, specialised to its sizes and strides: `c ← a b` or `c ← c + scale · a b`. The terms of each element are added in the
 * order of `inner`, so that its bits depend neither on the tile nor on how the parts are shared out.
 *
 * Source: K. Goto and R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM Transactions on Mathematical Software
 * 34(3), 2008; without blocks along `inner`, which hardware that fetches ahead does not need.
 */
export const denseProduct = (name: string, product: DenseProduct, options: DenseOptions): DenseKernels => {
  const plan = planDense(product, options);
  const { right, panels, packsLeft, tiles, shares } = plan;
  const isPacked = right === "packed";
  return {
    functions: [...(isPacked ? [packing(`${name}.pack`, plan)] : []), ...multiplying(name, plan, options.relaxed)],
    packedBytes: packedRightBytes(plan) + packedLeftBytes(plan),
    packParts: (isPacked ? partsIn(panels) : 0) + (packsLeft ? partsIn(tiles) : 0),
    multiplyParts: partsIn(shares === "panels" ? panels : tiles),
  };
};
