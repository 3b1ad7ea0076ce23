// A kernel as data: expressions without side effects, and statements that set locals, write to memory, loop and call. Nothing here knows
// what a kernel computes; nothing here is bytes yet.

import type { InstructionName, ValueType } from "../binary/instructions.js";
import { checkInteger, resultOf } from "./check.js";

/** A variable of a function; its identity is its address, its name is for readers. */
export interface Local {
  readonly type: ValueType;
  readonly name: string;
}

/** A mutable `i32` of the module, by its number. */
export interface Global {
  readonly global: number;
}

/** What an instruction carries besides its arguments. */
export type Immediate =
  | { readonly kind: "none" }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "bytes"; readonly bytes: readonly number[] }
  | { readonly kind: "lane"; readonly lane: number }
  | { readonly kind: "memory"; readonly offset: number; readonly lane?: number }
  | { readonly kind: "local"; readonly local: Local }
  | { readonly kind: "global"; readonly global: Global };

/**
 * An expression. A node that stands in several places of one list of statements is computed once, where it is first met; so a load that
 * is shared reads memory once.
 */
export interface Code {
  readonly type: ValueType;
  readonly instruction: InstructionName | "local.get" | "global.get" | "select";
  readonly immediate: Immediate;
  readonly args: readonly Code[];
}

/** What a function does, in order. */
export type Statement =
  | { readonly kind: "set"; readonly local: Local; readonly value: Code }
  | { readonly kind: "set global"; readonly global: Global; readonly value: Code }
  /** An instruction without a result. */
  | {
      readonly kind: "do";
      readonly instruction: InstructionName;
      readonly immediate: Immediate;
      readonly args: readonly Code[];
    }
  /** `for (counter = from; counter < below; counter += step) body`, unsigned. */
  | {
      readonly kind: "loop";
      readonly counter: Local;
      readonly from: Code;
      readonly below: Code;
      readonly step: number;
      readonly body: readonly Statement[];
    }
  | { readonly kind: "while"; readonly condition: Code; readonly body: readonly Statement[] }
  | {
      readonly kind: "if";
      readonly condition: Code;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | { readonly kind: "call"; readonly callee: string; readonly args: readonly Code[] }
  /** Leaves the function with an `i32`, where it has such a result. */
  | { readonly kind: "return"; readonly value: Code | undefined };

/** A function: its body ends with a `return` where it has a result. */
export interface Func {
  readonly name: string;
  readonly params: readonly Local[];
  readonly result?: "i32";
  readonly body: readonly Statement[];
  readonly isExported?: boolean;
}

export const local = (type: ValueType, name: string): Local => ({ type, name });

const none: Immediate = { kind: "none" };

/** The value of a local, here. */
export const get = (from: Local): Code => ({
  type: from.type,
  instruction: "local.get",
  immediate: { kind: "local", local: from },
  args: [],
});

/** The value of a global, here. */
export const getGlobal = (global: Global): Code => ({
  type: "i32",
  instruction: "global.get",
  immediate: { kind: "global", global },
  args: [],
});

const withResult = (instruction: InstructionName, immediate: Immediate, args: readonly Code[]): Code => {
  const type = resultOf(instruction, immediate, args);
  if (type === undefined) throw new TypeError(`${instruction} has no result: it is a statement`);
  return { type, instruction, immediate, args };
};

const withoutResult = (instruction: InstructionName, immediate: Immediate, args: readonly Code[]): Statement => {
  if (resultOf(instruction, immediate, args) !== undefined)
    throw new TypeError(`${instruction} has a result: it is an expression`);
  return { kind: "do", instruction, immediate, args };
};

/**
 * An instruction on the results of others.
 *
 * @throws TypeError when the arguments do not have the types that it takes, or it needs an immediate: a defect in the caller.
 */
export const op = (instruction: InstructionName, ...args: readonly Code[]): Code => withResult(instruction, none, args);

/** A load at `address + offset`; the lane of the vector where it fills one. */
export const load = (instruction: InstructionName, address: Code, offset = 0): Code =>
  withResult(instruction, { kind: "memory", offset }, [address]);

/** A vector with one lane loaded from `address + offset`. */
export const loadLane = (
  instruction: InstructionName,
  address: Code,
  offset: number,
  vector: Code,
  lane: number,
): Code => withResult(instruction, { kind: "memory", offset, lane }, [address, vector]);

/** An atomic change at an address, with the value that it leaves on the stack. */
export const atomic = (instruction: InstructionName, address: Code, ...operands: readonly Code[]): Code =>
  withResult(instruction, { kind: "memory", offset: 0 }, [address, ...operands]);

/** Writes a value at `address + offset`. */
export const store = (instruction: InstructionName, address: Code, value: Code, offset = 0): Statement =>
  withoutResult(instruction, { kind: "memory", offset }, [address, value]);

/** Writes one lane of a vector at `address + offset`. */
export const storeLane = (
  instruction: InstructionName,
  address: Code,
  value: Code,
  lane: number,
  offset = 0,
): Statement => withoutResult(instruction, { kind: "memory", offset, lane }, [address, value]);

/** One lane of a vector. */
export const extract = (instruction: InstructionName, vector: Code, lane: number): Code =>
  withResult(instruction, { kind: "lane", lane }, [vector]);

/** The lanes of two vectors in the order of `lanes`, bytes numbered from 0 to 31. */
export const shuffle = (a: Code, b: Code, lanes: readonly number[]): Code =>
  withResult("i8x16.shuffle", { kind: "bytes", bytes: lanes }, [a, b]);

/** A vector of these bytes. */
export const vectorOf = (bytes: readonly number[]): Code => withResult("v128.const", { kind: "bytes", bytes }, []);

/** `condition ? a : b`, both computed. */
export const select = (condition: Code, a: Code, b: Code): Code => {
  checkInteger("the condition of select", condition);
  if (a.type !== b.type) throw new TypeError(`select takes two values of one type, not ${a.type} and ${b.type}`);
  return { type: a.type, instruction: "select", immediate: none, args: [a, b, condition] };
};

export const set = (target: Local, value: Code): Statement => {
  if (target.type !== value.type) throw new TypeError(`${target.name} is ${target.type}, its value ${value.type}`);
  return { kind: "set", local: target, value };
};

export const setGlobal = (global: Global, value: Code): Statement => {
  checkInteger(`global ${global.global}`, value);
  return { kind: "set global", global, value };
};

/** `for (counter = from; counter < below; counter += step) body`. */
export const loop = (
  counter: Local,
  { from, below, step }: { readonly from: Code; readonly below: Code; readonly step: number },
  body: readonly Statement[],
): Statement => {
  checkInteger(`the counter ${counter.name}`, counter);
  checkInteger(`the first ${counter.name}`, from);
  checkInteger(`the end of ${counter.name}`, below);
  if (step === 0) throw new RangeError(`the step of ${counter.name} is 0`);
  return { kind: "loop", counter, from, below, step, body };
};

export const repeatWhile = (condition: Code, body: readonly Statement[]): Statement => {
  checkInteger("the condition of while", condition);
  return { kind: "while", condition, body };
};

export const when = (condition: Code, then: readonly Statement[], otherwise: readonly Statement[] = []): Statement => {
  checkInteger("the condition of if", condition);
  return { kind: "if", condition, then, otherwise };
};

export const call = (callee: string, ...args: readonly Code[]): Statement => ({ kind: "call", callee, args });

export const leave = (value?: Code): Statement => {
  if (value !== undefined) checkInteger("what a function returns", value);
  return { kind: "return", value };
};

/** Copies bytes; the regions may overlap. */
export const copyMemory = (target: Code, source: Code, bytes: Code): Statement =>
  withoutResult("memory.copy", none, [target, source, bytes]);

/** Sets bytes to a value. */
export const fillMemory = (target: Code, value: Code, bytes: Code): Statement =>
  withoutResult("memory.fill", none, [target, value, bytes]);

/** A number as a constant of a scalar type. */
export const numberOf = (type: "i32" | "i64" | "f32" | "f64", value: number): Code =>
  withResult(`${type}.const`, { kind: "number", value }, []);

/** The value of an `i32` constant. */
export const constantOf = ({ instruction, immediate }: Code): number | undefined =>
  instruction === "i32.const" && immediate.kind === "number" ? immediate.value : undefined;
