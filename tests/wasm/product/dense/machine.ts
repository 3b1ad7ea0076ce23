import { assemble } from "../../../../packages/wasm/src/code/assemble.js";
import { type DenseOptions, denseProduct } from "../../../../packages/wasm/src/product/dense/dense.js";
import type { Problem } from "./problem.js";

const pageBytes = 65_536;
const gapBytes = 64;

const storage = { f32: Float32Array, f64: Float64Array } as const;

/**
 * The kernels of a product on a memory that is NaN but for the operands. One operand ends where memory ends, so that a read beyond it
 * traps; around all else there are gaps.
 */
export const machineFor = (problem: Problem, options: DenseOptions) => {
  const { product, a, b, c, last } = problem;
  const { functions, packedBytes, packParts, multiplyParts } = denseProduct("p", product, options);
  const Elements = storage[product.dtype];
  const bytes = Elements.BYTES_PER_ELEMENT;
  const [inner, outer] = last === "a" ? [b, a] : [a, b];
  const target = gapBytes;
  const packed = target + Math.ceil((c.length * bytes) / 16) * 16 + gapBytes;
  const innerStart = packed + packedBytes + gapBytes;
  const pages = Math.ceil((innerStart + (inner.length + outer.length) * bytes) / pageBytes);
  const outerStart = pages * pageBytes - outer.length * bytes;
  const [left, right] = last === "a" ? [outerStart, innerStart] : [innerStart, outerStart];

  const memory = new WebAssembly.Memory({ initial: pages });
  new Uint8Array(memory.buffer).fill(0xff);
  const elements = (address: number, length: number) => new Elements(memory.buffer, address, length);
  elements(left, a.length).set(a);
  elements(right, b.length).set(b);
  const module = new WebAssembly.Module(
    assemble(
      functions.map((func) => ({ ...func, isExported: true })),
      { pages },
    ),
  );
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const call = (name: string, ...args: readonly number[]): void => {
    const called = exports[name];
    if (typeof called !== "function") throw new TypeError(`no kernel is called ${name}`);
    called(...args);
  };
  return {
    packParts,
    multiplyParts,
    result: elements(target, c.length),
    packed: elements(packed, packedBytes / bytes),
    pack: (from: number, to: number): void => call("p.pack", left, right, packed, from, to),
    multiply: (from: number, to: number): void => call("p.multiply", left, right, packed, target, from, to),
    /** What lies before, between and behind the results and the packed matrices. */
    gaps: [
      new Uint8Array(memory.buffer, 0, target),
      new Uint8Array(memory.buffer, target + c.length * bytes, packed - target - c.length * bytes),
      new Uint8Array(memory.buffer, packed + packedBytes, gapBytes),
    ],
  };
};
