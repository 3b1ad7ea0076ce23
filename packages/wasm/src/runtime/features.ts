import { assemble } from "../code/assemble.js";
import { atomic, type Code, copyMemory, extract, op, type Statement, store, vectorOf } from "../code/code.js";
import { int } from "../code/integer.js";

const zeros = vectorOf(new Array<number>(16).fill(0));

const lane = (vector: Code): Statement => store("i32.store", int(0), extract("i32x4.extract_lane", vector, 0));

/** Whether the engine accepts a module that does this. */
const accepts = (body: readonly Statement[], isShared = false): boolean =>
  WebAssembly.validate(
    assemble([{ name: "probe", params: [], body }], { pages: 1, ...(isShared ? { shared: { maximum: 1 } } : {}) }),
  );

const compiles = (): boolean => {
  try {
    return new WebAssembly.Module(assemble([], { pages: 1 })) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
};

/** What an engine can do, beyond the first version of WebAssembly. */
export interface Features {
  /** Whether it may compile at all, which the content security policy of a page can forbid. */
  readonly compiles: boolean;
  /** Vectors of 128 bits, and copies of memory: nothing runs without them. */
  readonly simd: boolean;
  /** `a · b + c` rounded once, or twice, as the machine likes. */
  readonly relaxed: boolean;
  readonly threads: boolean;
}

/** Asks the engine what it can do. */
export const featuresOf = (): Features => {
  if (typeof WebAssembly === "undefined") return { compiles: false, simd: false, relaxed: false, threads: false };
  return {
    compiles: compiles(),
    simd: accepts([lane(zeros), copyMemory(int(0), int(0), int(0))]),
    relaxed: accepts([lane(op("f32x4.relaxed_madd", zeros, zeros, zeros))]),
    threads: accepts([store("i32.store", int(0), atomic("i32.atomic.load", int(0)))], true),
  };
};
