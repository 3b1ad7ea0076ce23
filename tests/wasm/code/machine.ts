import { assemble } from "../../../packages/wasm/src/code/assemble.js";
import { type Code, type Func, type Statement, store } from "../../../packages/wasm/src/code/code.js";
import { int } from "../../../packages/wasm/src/code/integer.js";

/** Functions, compiled, on a page of memory. */
export interface Machine {
  readonly memory: DataView;
  /** Calls the function of a name. */
  readonly call: (name: string, ...args: readonly number[]) => unknown;
}

export const machine = (functions: readonly Func[], { globals = 0, isShared = false } = {}): Machine => {
  const shared = isShared ? { shared: { maximum: 1 } } : {};
  const module = new WebAssembly.Module(assemble(functions, { pages: 1, ...shared }, globals));
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: isShared });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return {
    memory: new DataView(memory.buffer),
    call: (name, ...args) => {
      const called = exports[name];
      if (typeof called !== "function") throw new TypeError(`no function is called ${name}`);
      return called(...args);
    },
  };
};

/** The first words of the memory after these statements, on shared memory that held zeros. */
export const wordsAfter = (body: readonly Statement[], count: number, globals = 0): readonly number[] => {
  const { memory, call } = machine([{ name: "run", params: [], body, isExported: true }], { globals, isShared: true });
  call("run");
  return Array.from({ length: count }, (_, word) => memory.getInt32(4 * word, true));
};

/** Writes a word at a fixed address. */
export const write = (address: number, value: Code): Statement => store("i32.store", int(address), value);
