import { at } from "@chainrule/core/backend";
import { assemble } from "../code/assemble.js";
import { call, type Func, get, leave, load, local, loop, store, when } from "../code/code.js";
import { int, plus } from "../code/integer.js";
import { WasmError } from "../error.js";
import type { Folding } from "../lower/fold.js";
import { type CheckStage, workOf } from "../lower/stage.js";
import { bytesOf } from "../nest/access.js";
import type { Address, AddressOf } from "../nest/address.js";
import type { Storage } from "../nest/nest.js";
import { aligned, placeLasting, placeTemporary, SLACK } from "../plan/memory.js";
import type { Tile } from "../product/dense/tile.js";
import { isLargeJob, kernelsOf, nameOf } from "./kernels.js";
import { parallelFunctions } from "./parallel.js";
import { prepareDense } from "./products.js";
import { words as controlWords, WORDS_BYTES } from "./words.js";

/** The rows of a sequence or of stacked outputs: where the first is, how far apart they are, and the word that says where the present one is. */
export interface Rows {
  readonly storage: Storage;
  readonly word: number;
  readonly place: number;
  readonly bytes: number;
}

/** A program as the bytes of a module, and where its memory holds what. */
export interface Build {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pages: number;
  readonly isShared: boolean;
  readonly places: ReadonlyMap<Storage, number>;
  /** How many steps a run can take, for which there is room in the rows. */
  readonly steps: number;
  readonly sequences: readonly Rows[];
  readonly stacks: readonly Rows[];
  readonly checks: readonly CheckStage[];
}

/** How to build a module. */
export interface BuildOptions {
  /** Whether the engine may round `a · b + c` once. */
  readonly relaxed: boolean;
  /** Whether inputs behind the state are rows of sequences, and outputs behind it are stacked. */
  readonly isFold: boolean;
  /** The tile for products of so many multiplications a step. */
  readonly tile: (work: number) => Tile;
  /** Whether threads may share the work, if there is enough of it. */
  readonly canShare: boolean;
}

/** The bytes of a word. */
const WORD = 4;

/** The bytes of a page of memory. */
const PAGE = 2 ** 16;

/** Memory has no more bytes than this. */
const MOST_BYTES = 2 ** 32;

/** How much memory the rows of sequences and stacked outputs may take, unless a single step takes more. */
const ROWS_BYTES = 2 ** 20;

/** No more steps than this in a run: between runs, an engine puts better code in the place of what it first made. */
const MOST_STEPS = 1024;

/** Steps of less work than this, about a millisecond, gain nothing from threads. */
const SMALLEST_SHARED_STEP = 4_000_000;

/** The function that takes so many steps, and moves from row to row. */
const runFunction = (rows: readonly Rows[]): Func => {
  const [limit, counter] = [local("i32", "steps"), local("i32", "done")];
  return {
    name: "run",
    params: [limit],
    isExported: true,
    body: [
      ...rows.map(({ place, word }) => store("i32.store", int(word), int(place))),
      loop(counter, { from: int(0), below: get(limit), step: 1 }, [
        call("step"),
        when(load("i32.load", int(controlWords.failedCheck)), [leave()]),
        ...rows.map(({ bytes, word }) => store("i32.store", int(word), plus(load("i32.load", int(word)), int(bytes)))),
      ]),
    ],
  };
};

/**
 * The module of a program: `run(steps)` takes steps, and moves from row to row.
 *
 * @throws WasmError when its values do not fit into the memory that WebAssembly has.
 */
export const build = (source: Folding, { relaxed, isFold, tile: chooseTile, canShare }: BuildOptions): Build => {
  const { stages, inputs, outputs, constants, carried } = source;
  const moving = isFold ? [...inputs.slice(carried), ...outputs.slice(carried)] : [];
  const rowBytes = moving.map(({ dtype, size }) => size * bytesOf(dtype));
  const perStep = rowBytes.reduce((sum, bytes) => sum + bytes, 0);
  const steps = isFold ? Math.max(1, Math.min(MOST_STEPS, Math.floor(ROWS_BYTES / Math.max(1, perStep)))) : 1;

  const dense = stages.filter((stage) => stage.kind === "dense");
  const tile = chooseTile(dense.reduce((work, stage) => work + workOf(stage), 0));
  const prepared = new Map(
    stages.flatMap((stage, index) =>
      stage.kind === "dense" ? [[stage, prepareDense(stage, nameOf(stage, index), tile, relaxed)] as const] : [],
    ),
  );
  const isMoving = new Set(moving);
  const lastingStorages = [...inputs, ...outputs, ...constants.keys()].filter((storage) => !isMoving.has(storage));
  const lasting = placeLasting(lastingStorages, aligned(WORDS_BYTES + moving.length * WORD));
  const temporary = placeTemporary(
    stages,
    new Set([...lastingStorages, ...moving]),
    (stage) => (stage.kind === "dense" ? [prepared.get(stage)?.packed ?? []].flat() : []),
    lasting.end,
  );
  let end = temporary.end;
  const rows = moving.map((storage, index): Rows => {
    const bytes = at(rowBytes, index);
    const place = end;
    end += aligned(bytes * steps);
    return { storage, word: WORDS_BYTES + index * WORD, place, bytes };
  });
  if (end + SLACK > MOST_BYTES)
    throw new WasmError(
      `wasm: the program's values take ${Math.ceil(end / 2 ** 20)} MiB, and WebAssembly has ${MOST_BYTES / 2 ** 20} MiB; ` +
        "compute less at once, or pass { fallback: interpreter }",
    );

  const words = new Map(rows.map(({ storage, word }) => [storage, word]));
  const addressOf: AddressOf = (storage): Address => {
    const word = words.get(storage);
    if (word !== undefined) return { offset: 0, word };
    const offset = lasting.places.get(storage) ?? temporary.places.get(storage);
    if (offset === undefined) throw new RangeError(`${storage.name} has no place in memory`);
    return { offset };
  };

  const options = { addressOf, relaxed, prepared, kept: [...new Set([...inputs, ...outputs])] };
  const alone = kernelsOf(stages, { ...options, isShared: false });
  const isShared =
    canShare && alone.jobs.filter(isLargeJob).reduce((sum, { work }) => sum + work, 0) >= SMALLEST_SHARED_STEP;
  const { functions, calls, checks, shared } = isShared ? kernelsOf(stages, { ...options, isShared }) : alone;
  const pages = Math.ceil((end + SLACK) / PAGE);
  const bytes = assemble(
    [
      ...functions,
      ...(isShared ? parallelFunctions(shared) : []),
      { name: "step", params: [], body: calls },
      runFunction(rows),
    ],
    { pages, ...(isShared ? { shared: { maximum: pages } } : {}) },
  );
  const sequenceCount = Math.max(0, moving.length - outputs.slice(carried).length);
  return {
    bytes,
    pages,
    isShared,
    places: lasting.places,
    steps,
    sequences: rows.slice(0, sequenceCount),
    stacks: rows.slice(sequenceCount),
    checks,
  };
};
