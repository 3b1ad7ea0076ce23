import { add, compile, type Expr, interpreter, matmul, ones, softmax, square, sum, tensor } from "@chainrule/core";
import { WasmError, wasm } from "@chainrule/wasm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { words } from "../../../packages/wasm/src/module/words.js";

const { Memory, Module } = WebAssembly;

/** Compiles no more bytes than so many, as browsers do outside of workers. */
const refuseModulesOver = (most: number): void => {
  vi.spyOn(WebAssembly, "Module").mockImplementation(
    class extends Module {
      constructor(bytes: BufferSource) {
        if (bytes.byteLength > most) throw new RangeError("use WebAssembly.compile");
        super(bytes);
      }
    },
  );
};

const refuseMemory = (): void => {
  vi.spyOn(WebAssembly, "Memory").mockImplementation(
    class extends Memory {
      constructor(descriptor: WebAssembly.MemoryDescriptor) {
        super({ ...descriptor, initial: 2 ** 17 });
      }
    },
  );
};

describe("what an engine refuses is an error that says so, unless there is something to fall back to", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test.each([
    [
      "so much code",
      () => refuseModulesOver(100),
      /^wasm: the engine does not compile the program's 1 KiB of code: use/,
    ],
    ["so much memory", refuseMemory, /^wasm: there is no memory of 1 MiB to be had/],
    ["any code", () => refuseModulesOver(0), /^wasm: the page's content security policy forbids WebAssembly/],
  ])("%s", (_what, refuse, message) => {
    const f = (x: Expr) => add(sum(softmax(x)), sum(square(x)));
    refuse();
    expect(() => compile(f, { backend: wasm() })(tensor([1, 2]))).toThrow(WasmError);
    expect(() => compile(f, { backend: wasm() })(tensor([1, 2]))).toThrow(message);
    expect(compile(f, { backend: wasm({ fallback: interpreter }) })(tensor([1, 2])).toNumber()).toBe(6);
  });
});

test("a thread that failed ends the run with an error, and not with what it left undone", () => {
  const memories: WebAssembly.Memory[] = [];
  class Known extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      memories.push(this);
    }
  }
  vi.stubGlobal("WebAssembly", Object.create(WebAssembly, { Memory: { value: Known } }));
  const x = ones([300, 300]);
  const run = compile((a: Expr) => matmul(a, a), { backend: wasm({ threads: 2 }) });
  expect(run(x).toArray()[0]).toBe(300);
  const shared = memories.find(({ buffer }) => buffer instanceof SharedArrayBuffer);
  if (shared === undefined) throw new Error("no memory is shared");
  Atomics.store(new Int32Array(shared.buffer), words.abandoned / 4, 1);
  expect(() => run(x)).toThrow("wasm: a thread failed");
  vi.unstubAllGlobals();
});
