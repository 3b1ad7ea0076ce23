import type { Expr, Program, TypedArray } from "@chainrule/core";
import { Tensor } from "@chainrule/core";
import { at, bufferOf, isOp, sizeOf } from "@chainrule/core/backend";
import type { Storage } from "../nest/nest.js";
import { byColumnBytes, byRowBytes } from "../product/sparse/lists.js";
import { loopIndices } from "./affine.js";
import { canonical } from "./canonical.js";
import { storedNodes } from "./demand.js";
import { type Fusion, findFusions } from "./fusion.js";
import { computeNest, nestsOf } from "./nests.js";
import { numberOf } from "./params.js";
import { reading } from "./read.js";
import { isFloat, type Lists, type Matrices, type Stage } from "./stage.js";
import { isMovement, movedView, type View, wholeView } from "./view.js";

/** A program as stages over storages. */
export interface Lowered {
  readonly stages: readonly Stage[];
  /** Where the inputs are expected. */
  readonly inputs: readonly Storage[];
  /** Where the outputs are found: storages of their own, but for inputs and constants that are handed out as they are. */
  readonly outputs: readonly Storage[];
  readonly constants: ReadonlyMap<Storage, TypedArray>;
}

/** Works out what a program does, step by step, and over which storages. */
export const lower = (source: Program): Lowered => {
  const program = canonical(source);
  const fusions = findFusions(program);
  const stored = storedNodes(program, fusions);
  const stages: Stage[] = [];
  const constants = new Map<Storage, TypedArray>();
  const storages = new Map<Expr, Storage>();
  const checked = new Map<Storage, number>();
  const compressed = new Map<Expr, Lists>();

  const storageFor = (node: Expr, name = node.name ?? `v${storages.size + 1}`): Storage => {
    const storage = { name, dtype: node.dtype, size: sizeOf(node.shape) };
    storages.set(node, storage);
    return storage;
  };

  /** Where a node lies in memory, if it does. */
  const viewOf = (node: Expr): View | undefined => {
    const storage = storages.get(node);
    if (storage !== undefined) return wholeView(storage, node.shape);
    const { value } = node.params;
    if (isOp(node, "constant") && value instanceof Tensor) {
      const held = storageFor(node, node.name ?? `c${constants.size + 1}`);
      constants.set(held, bufferOf(value));
      return wholeView(held, node.shape);
    }
    if (stored.has(node) || !isMovement(node)) return undefined;
    const source = viewOf(at(node.args, 0));
    return source === undefined ? undefined : movedView(node, source);
  };
  const inMemory = (node: Expr): View => {
    const view = viewOf(node);
    if (view === undefined) throw new TypeError(`${node.op.name} was to be in memory`);
    return view;
  };
  const storageOf = (node: Expr): Storage => inMemory(node).storage;
  const readIn = (node: Expr) => (loops: number) => reading(viewOf, loops, node);

  const check = (operation: string, indices: Expr, limit: number): void => {
    const storage = storageOf(indices);
    const isKnown = (checked.get(storage) ?? Number.POSITIVE_INFINITY) <= limit;
    if (isKnown || (indices.dtype === "u8" && limit > 255)) return;
    checked.set(storage, limit);
    stages.push({ kind: "check", operation, indices: storage, limit });
  };

  const transposes = new Set(
    [...fusions.values()].flatMap(({ method, compressed: matrix }) =>
      method === "sparse transposed" && matrix !== undefined ? [matrix] : [],
    ),
  );
  const compress = (matrix: Expr): Lists => {
    const before = compressed.get(matrix);
    if (before !== undefined) return before;
    const [rows, inner] = [at(matrix.shape, 0), at(matrix.shape, 1)];
    const byColumn = rows > 1 && transposes.has(matrix);
    const layout = { rows, inner };
    const lists = {
      byRow: { name: "rows", dtype: "u8", size: byRowBytes(layout) },
      byColumn: { name: "columns", dtype: "u8", size: byColumn ? byColumnBytes(layout) : 0 },
    } as const;
    const element = reading(viewOf, 2)(matrix, loopIndices(2));
    stages.push({ kind: "compress", name: "compress", rows, inner, element, lists, byColumn });
    compressed.set(matrix, lists);
    return lists;
  };

  const matricesOf = (node: Expr): Matrices => {
    const { storage, offset, strides } = inMemory(node);
    const rank = strides.length;
    const [rowStride, columnStride] = [at(strides, rank - 2), at(strides, rank - 1)];
    return { storage, offset, batchStrides: strides.slice(0, -2), rowStride, columnStride };
  };

  const multiply = (node: Expr, { product, method, compressed: matrix, update }: Fusion): void => {
    const { shape, dtype } = product;
    const [a, b] = [at(product.args, 0), at(product.args, 1)];
    const lists = matrix === undefined ? undefined : compress(matrix);
    const c = storageFor(node);
    if (update !== undefined) stages.push(computeNest(update.base, c, (loops) => reading(viewOf, loops)));
    const columns = at(shape, shape.length - 1);
    const change = update === undefined ? undefined : { scale: update.scale };
    if (lists !== undefined && matrix !== undefined) {
      const [rows, inner] = [at(matrix.shape, 0), at(matrix.shape, 1)];
      const { storage: dense, offset: denseOffset } = inMemory(b);
      const isTransposed = method === "sparse transposed";
      stages.push({
        ...{ kind: "sparse", name: "sparse product", isTransposed, rows, inner, columns },
        ...{ lists, dense, denseOffset, c, update: change },
      });
      return;
    }
    if (!isFloat(dtype)) throw new TypeError(`a product of ${dtype} is made by plain loops`);
    const [rows, inner] = [at(shape, shape.length - 2), at(a.shape, a.shape.length - 1)];
    stages.push({
      ...{ kind: "dense", name: "product", dtype, batch: shape.slice(0, -2), rows, inner, columns },
      ...{ a: matricesOf(a), b: matricesOf(b), c, update: change },
    });
  };

  const inputs = program.inputs.map((node) => storageFor(node));
  for (const node of program.nodes) {
    const [first, second] = node.args;
    if (isOp(node, "take") && first !== undefined && second !== undefined)
      check("take", second, at(first.shape, numberOf(node, "axis")));
    if (isOp(node, "oneHot") && first !== undefined) check("oneHot", first, numberOf(node, "depth"));
    if (isOp(node, "scatterAdd") && second !== undefined) check("scatterAdd", second, numberOf(node, "size"));
    if (!stored.has(node)) continue;
    const fusion = fusions.get(node);
    if (fusion !== undefined) multiply(node, fusion);
    else stages.push(...nestsOf(node, storageFor(node), readIn(node), storageOf));
  }
  return { stages, inputs, outputs: program.outputs.map(storageOf), constants };
};
