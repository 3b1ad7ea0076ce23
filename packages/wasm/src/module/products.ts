import { at } from "@chainrule/core/backend";
import { type Code, call, type Func, get, local, loop, op } from "../code/code.js";
import { int, plus, times } from "../code/integer.js";
import { storedOf } from "../element/element.js";
import { type CompressStage, type DenseStage, type Matrices, type SparseStage, workOf } from "../lower/stage.js";
import { bytesOf } from "../nest/access.js";
import { type AddressOf, addressing, baseOf } from "../nest/address.js";
import { evaluating } from "../nest/evaluate.js";
import type { Generation } from "../nest/kernel.js";
import type { Storage } from "../nest/nest.js";
import { denseProduct } from "../product/dense/dense.js";
import type { Tile } from "../product/dense/tile.js";
import { compressColumns } from "../product/sparse/compress-columns.js";
import { compressRows } from "../product/sparse/compress-rows.js";
import { sparseProduct } from "../product/sparse/product.js";
import { sparseTransposedProduct } from "../product/sparse/transposed-product.js";
import type { Compiled } from "./job.js";

/** Where a storage begins, as code. */
const startOf = (storage: Storage, addressOf: AddressOf): Code => {
  const home = addressOf(storage);
  return plus(baseOf(home), int(home.offset));
};

/** A job that hands addresses on to a kernel. */
const handing = (name: string, kernel: string, args: readonly Code[]): Func => {
  const [from, to] = [local("i32", "from"), local("i32", "to")];
  return { name, params: [from, to], body: [call(kernel, ...args, get(from), get(to))] };
};

/** The kernels of a dense product, and the memory that it packs matrices into. */
export const prepareDense = (stage: DenseStage, name: string, tile: Tile, relaxed: boolean) => {
  const { dtype, rows, inner, columns, a, b, update } = stage;
  const product = { dtype, rows, inner, columns, a, b, ...(update === undefined ? {} : { update }) };
  const kernels = denseProduct(name, product, { tile, relaxed });
  const packed: Storage = { name: "packed", dtype: "u8", size: kernels.packedBytes };
  return { ...kernels, packed };
};

export type PreparedDense = ReturnType<typeof prepareDense>;

/** The address of the matrices with an index of the batch. */
const matrixAt = (
  { storage, offset, batchStrides }: Matrices,
  batch: readonly number[],
  index: Code,
  addressOf: AddressOf,
): Code => {
  const bytes = bytesOf(storage.dtype);
  let rest = batch.reduce((product, size) => product * size, 1);
  return batchStrides.reduce(
    (address, stride, axis) => {
      const size = at(batch, axis);
      rest /= size;
      const place = rest === 1 ? index : op("i32.div_u", index, int(rest));
      return plus(address, times(axis === 0 ? place : op("i32.rem_u", place, int(size)), stride * bytes));
    },
    plus(startOf(storage, addressOf), int(offset * bytes)),
  );
};

/** Products of whole batches: each matrix of the batch is a unit; a single product is shared out by itself. */
export const denseJobs = (stage: DenseStage, prepared: PreparedDense, name: string, addressOf: AddressOf): Compiled => {
  const { batch, rows, inner, columns, a, b, c, dtype } = stage;
  const { functions, packed, packParts, multiplyParts } = prepared;
  const scratch = startOf(packed, addressOf);
  const work = workOf(stage);
  const [from, to, index] = [local("i32", "from"), local("i32", "to"), local("i32", "index")];
  const target = plus(startOf(c, addressOf), times(get(index), rows * columns * bytesOf(dtype)));
  const argsAt = (code: Code): readonly [Code, Code] => [
    matrixAt(a, batch, code, addressOf),
    matrixAt(b, batch, code, addressOf),
  ];
  if (batch.length === 0) {
    const [left, right] = argsAt(int(0));
    const multiply = handing(`${name} multiply`, `${name}.multiply`, [left, right, scratch, startOf(c, addressOf)]);
    const jobs = [{ name: multiply.name, units: multiplyParts, work }];
    if (packParts === 0) return { functions: [...functions, multiply], jobs };
    const pack = handing(`${name} pack`, `${name}.pack`, [left, right, scratch]);
    return {
      functions: [...functions, pack, multiply],
      jobs: [{ name: pack.name, units: packParts, work: inner * columns }, ...jobs],
    };
  }
  const count = batch.reduce((product, size) => product * size, 1);
  const [left, right] = argsAt(get(index));
  const each: Func = {
    name: `${name} each`,
    params: [from, to],
    body: [
      loop(index, { from: get(from), below: get(to), step: 1 }, [
        ...(packParts === 0 ? [] : [call(`${name}.pack`, left, right, scratch, int(0), int(packParts))]),
        call(`${name}.multiply`, left, right, scratch, target, int(0), int(multiplyParts)),
      ]),
    ],
  };
  // The scratch is one, so threads cannot share the batch where it is packed.
  return {
    functions: [...functions, each],
    jobs: [{ name: each.name, units: packParts > 0 ? 1 : count, work }],
  };
};

/** Lists of the elements that are not zero. */
export const compressJobs = (stage: CompressStage, name: string, { addressOf, relaxed }: Generation): Compiled => {
  const { rows, inner, element, lists, byColumn } = stage;
  const layout = { rows, inner };
  const [row, column] = [local("i32", "row"), local("i32", "column")];
  const addresses = addressing([row, column], addressOf);
  const evaluate = evaluating({ addressing: addresses, axis: 1, rows: 0, lanes: 4, relaxed });
  const compress = compressRows(`${name}.rows`, layout, {
    row,
    column,
    elements: (shift, active) => storedOf(evaluate(element, { shift, active }), "f32"),
    prepare: addresses.hoisted,
  });
  const byRow = startOf(lists.byRow, addressOf);
  const ofRows = handing(`${name} rows`, compress.name, [byRow]);
  const rowJob = { name: ofRows.name, units: rows, work: rows * inner };
  if (!byColumn) return { functions: [compress, ofRows], jobs: [rowJob] };
  const transpose = compressColumns(`${name}.columns`, layout);
  const ofColumns = handing(`${name} columns`, transpose.name, [byRow, startOf(lists.byColumn, addressOf)]);
  return {
    functions: [compress, ofRows, transpose, ofColumns],
    jobs: [rowJob, { name: ofColumns.name, units: inner, work: (rows * inner) / 4 }],
  };
};

/** Products that skip zeros. */
export const sparseJobs = (stage: SparseStage, name: string, { addressOf, relaxed }: Generation): Compiled => {
  const { isTransposed, rows, inner, columns, lists, dense, denseOffset, c, update } = stage;
  const shape = { rows, inner, columns, ...(update === undefined ? {} : { update }) };
  const kernel = `${name}.multiply`;
  const functions = (isTransposed ? sparseTransposedProduct : sparseProduct)(kernel, shape, { relaxed });
  const byColumn = isTransposed && rows > 1;
  const job = handing(`${name} multiply`, kernel, [
    startOf(byColumn ? lists.byColumn : lists.byRow, addressOf),
    plus(startOf(dense, addressOf), int(denseOffset * bytesOf(dense.dtype))),
    startOf(c, addressOf),
  ]);
  // About a quarter of the elements is not zero.
  const work = (rows * inner * columns) / 4;
  return { functions: [...functions, job], jobs: [{ name: job.name, units: isTransposed ? inner : rows, work }] };
};
