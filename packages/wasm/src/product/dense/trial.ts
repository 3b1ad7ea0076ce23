import { assemble } from "../../code/assemble.js";
import { candidates, chooseTile, type Features } from "./candidates.js";
import { type DenseKernels, denseProduct } from "./dense.js";
import type { DenseProduct } from "./product.js";
import type { Tile } from "./tile.js";

/** Large enough to be like others, and small enough to be run often; its rows and columns suit all tiles. */
const product: DenseProduct = {
  dtype: "f32",
  rows: 60,
  inner: 256,
  columns: 96,
  a: { rowStride: 256, columnStride: 1 },
  b: { rowStride: 96, columnStride: 1 },
};

/** How long to try; the first one or two go by before the engine has optimised the code. */
const milliseconds = 4;

const pageBytes = 0x10000;

const nameOf = ({ rows, vectors }: Tile): string => `tile${rows}x${vectors}`;

type Run = (...args: readonly number[]) => void;

/** Compiles a small product for each tile, and gives what runs it and tells the seconds that it took. */
const measuring = (tiles: readonly Tile[], { relaxed }: Features): ((tile: Tile) => number) => {
  const kernels = new Map(tiles.map((tile) => [tile, denseProduct(nameOf(tile), product, { tile, relaxed })]));
  const a = 0;
  const b = a + product.rows * product.inner * 4;
  const c = b + product.inner * product.columns * 4;
  const packed = c + product.rows * product.columns * 4;
  const packedBytes = Math.max(...[...kernels.values()].map((one) => one.packedBytes));
  const pages = Math.ceil((packed + packedBytes) / pageBytes);
  const functions = [...kernels.values()].flatMap((one) =>
    one.functions.map((func) => ({ ...func, isExported: true })),
  );
  const memory = new WebAssembly.Memory({ initial: pages });
  // Pages that nobody wrote to are one and the same page of zeros, and faster or slower than others.
  new Float32Array(memory.buffer).fill(1);
  const module = new WebAssembly.Module(assemble(functions, { pages }));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });

  const run = (tile: Tile, { packParts, multiplyParts }: DenseKernels): void => {
    // Safe: the module exports all of its functions, whose parameters are numbers.
    const named = (part: string): Run => exports[`${nameOf(tile)}.${part}`] as Run;
    named("pack")(a, b, packed, 0, packParts);
    named("multiply")(a, b, packed, c, 0, multiplyParts);
  };
  return (tile) => {
    const chosen = kernels.get(tile);
    if (chosen === undefined) throw new RangeError(`${nameOf(tile)} is not among the candidates`);
    const start = performance.now();
    run(tile, chosen);
    return (performance.now() - start) / 1000;
  };
};

/** The fastest tile on this engine, found by about 10 ms of trials; products give the same bits whichever it is. */
export const tryTiles = (features: Features): Tile => {
  const tiles = candidates(features);
  const measure = measuring(tiles, features);
  const start = performance.now();
  return chooseTile(measure, tiles, () => performance.now() - start < milliseconds);
};
