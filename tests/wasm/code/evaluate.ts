// Code as JavaScript understands it: what `emit` writes for an engine must come to the same. It knows the instructions that the random
// programs are made of, and computes every expression anew wherever it stands.

import type { Code, Func, Local, Statement } from "../../../packages/wasm/src/code/code.js";

/** The lanes of a vector, or a number in the only lane. */
type Value = Int32Array;

/** What functions share. */
export interface World {
  readonly memory: DataView;
  readonly globals: number[];
  readonly functions: readonly Func[];
}

const first = (value: Value | undefined): number => value?.[0] ?? 0;

const scalar =
  (f: (a: number, b: number) => number | boolean) =>
  (a: Value, b?: Value): Value =>
    Int32Array.of(Number(f(first(a), first(b))));

const lanewise =
  (f: (a: number, b: number, c: number) => number) =>
  (a: Value, b?: Value, c?: Value): Value =>
    a.map((lane, index) => f(lane, b?.[index] ?? 0, c?.[index] ?? 0));

/** The instructions without immediates. */
export const numeric = {
  "i32.add": scalar((a, b) => a + b),
  "i32.sub": scalar((a, b) => a - b),
  "i32.mul": scalar(Math.imul),
  "i32.and": scalar((a, b) => a & b),
  "i32.shl": scalar((a, b) => a << b),
  "i32.eq": scalar((a, b) => a === b),
  "i32.lt_s": scalar((a, b) => a < b),
  "i32.ge_u": scalar((a, b) => a >>> 0 >= b >>> 0),
  "i32x4.add": lanewise((a, b) => a + b),
  "i32x4.sub": lanewise((a, b) => a - b),
  "i32x4.mul": lanewise((a, b) => Math.imul(a, b)),
  "v128.bitselect": lanewise((a, b, mask) => (a & mask) | (b & ~mask)),
  "i32x4.splat": (a: Value): Value => new Int32Array(4).fill(first(a)),
} as const;

const isNumeric = (name: string): name is keyof typeof numeric => name in numeric;

const wordsAt = (memory: DataView, address: number, count: number): Value =>
  Int32Array.from({ length: count }, (_, word) => memory.getInt32(address + 4 * word, true));

/** Runs a function; what it returns, if it does. */
export const evaluate = (world: World, name: string, args: readonly Value[]): number | undefined => {
  const func = world.functions.find((each) => each.name === name);
  if (func === undefined) throw new RangeError(`no function is called ${name}`);
  const locals = new Map<Local, Value>(func.params.map((param, index) => [param, args[index] ?? Int32Array.of(0)]));

  const result = (root: Code): Value => {
    const known = new Map<Code, Value>();
    const compute = (code: Code): Value => {
      const { instruction, immediate, type } = code;
      const [a = Int32Array.of(0), b = a, c = a] = code.args.map(value);
      if (immediate.kind === "local") return locals.get(immediate.local) ?? new Int32Array(type === "v128" ? 4 : 1);
      if (immediate.kind === "global") return Int32Array.of(world.globals[immediate.global.global] ?? 0);
      if (immediate.kind === "number") return Int32Array.of(immediate.value);
      if (immediate.kind === "lane") return a.slice(immediate.lane, immediate.lane + 1);
      if (immediate.kind === "memory")
        return wordsAt(world.memory, (first(a) >>> 0) + immediate.offset, type === "v128" ? 4 : 1);
      if (instruction === "select") return first(c) === 0 ? b : a;
      if (!isNumeric(instruction)) throw new RangeError(`${instruction} is not known here`);
      return numeric[instruction](a, b, c);
    };
    const value = (code: Code): Value => {
      const found = known.get(code) ?? compute(code);
      known.set(code, found);
      return found;
    };
    return value(root);
  };

  const holds = (code: Code): boolean => first(result(code)) !== 0;
  const set = (target: Local, value: number): void => {
    locals.set(target, Int32Array.of(value));
  };

  /** Whether the function was left, and with what. */
  type Left = { readonly value: number | undefined } | undefined;

  const list = (statements: readonly Statement[]): Left => {
    for (const statement of statements) {
      const left = step(statement);
      if (left !== undefined) return left;
    }
    return undefined;
  };

  const step = (statement: Statement): Left => {
    switch (statement.kind) {
      case "set":
        locals.set(statement.local, result(statement.value));
        return undefined;
      case "set global":
        world.globals[statement.global.global] = first(result(statement.value));
        return undefined;
      case "do": {
        const [address, value = Int32Array.of()] = statement.args.map(result);
        const { immediate } = statement;
        const start = (first(address) >>> 0) + (immediate.kind === "memory" ? immediate.offset : 0);
        for (const [word, lane] of value.entries()) world.memory.setInt32(start + 4 * word, lane, true);
        return undefined;
      }
      case "call":
        evaluate(world, statement.callee, statement.args.map(result));
        return undefined;
      case "return":
        return { value: statement.value === undefined ? undefined : first(result(statement.value)) };
      case "if":
        return list(holds(statement.condition) ? statement.then : statement.otherwise);
      case "while": {
        while (holds(statement.condition)) {
          const left = list(statement.body);
          if (left !== undefined) return left;
        }
        return undefined;
      }
      case "loop": {
        const { counter, from, below, step: width, body } = statement;
        const count = (): number => first(locals.get(counter));
        for (
          set(counter, first(result(from)));
          count() >>> 0 < first(result(below)) >>> 0;
          set(counter, count() + width)
        ) {
          const left = list(body);
          if (left !== undefined) return left;
        }
        return undefined;
      }
    }
  };

  return list(func.body)?.value;
};
