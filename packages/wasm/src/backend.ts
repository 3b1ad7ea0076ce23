import type { Backend } from "@chainrule/core";
import { WasmError } from "./error.js";
import { MOST_THREADS } from "./module/words.js";
import { candidates } from "./product/dense/candidates.js";
import { tryTiles } from "./product/dense/trial.js";
import { compileProgram, foldProgram } from "./runtime/execute.js";
import { featuresOf } from "./runtime/features.js";
import type { Engine } from "./runtime/machine.js";
import { canShareMemory, poolOf } from "./runtime/pool.js";

/** How to run. */
export interface WasmOptions {
  /**
   * How many threads may share the work of a step, where there is about a millisecond of it; default 1. The results have the same bits with
   * any number. Where memory cannot be shared (a page that is not cross-origin isolated) there is one. The others start when they are first
   * needed, in a page not before its script rests.
   */
  readonly threads?: number;
  /**
   * Whether the bits must be the same on every machine; default no. Otherwise `a · b + c` is rounded once where the engine can do that,
   * which is faster.
   */
  readonly reproducible?: boolean;
  /** What to run with where the engine or the memory is not enough, such as the `interpreter`; default none, which throws. */
  readonly fallback?: Backend;
}

/** Steps of fewer multiplications, about a tenth of a millisecond, do not wait for a trial of tiles. */
const WORTH_A_TRIAL = 2_000_000;

/** Remembers what was made first. */
const once = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const checkThreads = (threads: number): number => {
  if (Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS) return threads;
  throw new RangeError(`wasm: threads must be a whole number from 1 to ${MOST_THREADS}, got ${threads}`);
};

/**
 * A backend that compiles programs to WebAssembly: fused SIMD kernels specialised to the shapes, from a static plan of memory.
 *
 * `f32` arithmetic is done in `f32`, where the interpreter works in `f64` and rounds once an operation. Products whose left side is a
 * closed-over constant of mostly exact zeros, such as images, skip the zeros: the result is the same unless the other side holds an
 * infinity or NaN, which then counts only where it meets a number that is not zero.
 *
 * @throws RangeError for a number of threads that is not a whole number from 1 to 32; when used, WasmError where the engine has no SIMD or
 * may not compile, or a program is too large for it or its memory, unless there is a `fallback`.
 *
 * @example
 * import { compile, grad, square, sum, tensor, type Expr } from "@chainrule/core";
 * import { wasm } from "@chainrule/wasm";
 * const gradient = compile(grad((x: Expr) => sum(square(x))), { backend: wasm() });
 * assert.deepEqual(gradient(tensor([1, 2])).toNested(), [2, 4]);
 */
export const wasm = ({ threads = 1, reproducible = false, fallback }: WasmOptions = {}): Backend => {
  const helpers = checkThreads(threads) - 1;
  const engine = once((): Engine => {
    const features = featuresOf();
    if (!features.simd)
      throw new WasmError(
        "wasm: this engine has no WebAssembly SIMD (Node has it from 16.4 on, browsers since 2023); pass { fallback: interpreter }",
      );
    if (!features.compiles)
      throw new WasmError(
        "wasm: the page's content security policy forbids WebAssembly; " +
          "add 'wasm-unsafe-eval' to its script-src, or pass { fallback: interpreter }",
      );
    const relaxed = features.relaxed && !reproducible;
    const pool = helpers > 0 && features.threads && canShareMemory() ? poolOf(helpers) : undefined;
    const [likeliest] = candidates({ relaxed });
    const tried = once(() => {
      try {
        return tryTiles({ relaxed });
      } catch {
        // There was no memory for a trial: the tile decides nothing but the speed.
        return likeliest;
      }
    });
    return { relaxed, pool, tile: (work) => (work < WORTH_A_TRIAL ? likeliest : tried()) };
  });
  const orElse = <A>(attempt: () => A, otherwise: (backend: Backend) => A): A => {
    if (fallback === undefined) return attempt();
    try {
      return attempt();
    } catch (error) {
      if (error instanceof WasmError) return otherwise(fallback);
      throw error;
    }
  };
  return {
    name: "wasm",
    compile: (program) =>
      orElse(
        () => compileProgram(program, engine()),
        (backend) => backend.compile(program),
      ),
    scan: (program, carried) =>
      orElse(
        () => foldProgram(program, carried, engine()),
        (backend) => backend.scan(program, carried),
      ),
  };
};
