import { at } from "@chainrule/core/backend";
import { control, type InstructionName, instructions, type ValueType } from "../binary/instructions.js";
import { float, signed, unsigned } from "../binary/leb128.js";
import type { BinaryFunction } from "../binary/module.js";
import { type Code, constantOf, type Func, get, type Immediate, type Local, op, type Statement } from "./code.js";
import { int } from "./integer.js";
import { readersOf, type Variable, variablesSetBy } from "./variables.js";

/** Nodes that cost nothing to compute again. */
const isTrivial = ({ args }: Code): boolean => args.length === 0;

/**
 * How often each node stands in a list of statements, not looking into the bodies of loops: once, or more. What a node is computed from
 * counts again when the node itself may have to be computed again.
 */
const countUses = (roots: readonly Code[], isChanging: (code: Code) => boolean): ReadonlyMap<Code, number> => {
  const uses = new Map<Code, number>();
  const pending = [...roots];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (isTrivial(node)) continue;
    const count = uses.get(node) ?? 0;
    if (count === 2) continue;
    uses.set(node, count + 1);
    if (count === 0 || isChanging(node)) pending.push(...node.args);
  }
  return uses;
};

/** The expressions of a statement that are computed in the list where it stands. */
const expressionsOf = (statement: Statement): readonly Code[] => {
  switch (statement.kind) {
    case "set":
    case "set global":
      return [statement.value];
    case "do":
    case "call":
      return statement.args;
    case "loop":
      return [statement.from];
    case "if":
      return [statement.condition];
    case "return":
      return statement.value === undefined ? [] : [statement.value];
    case "while":
      return [];
  }
};

const immediateBytes = (instruction: string, immediate: Immediate, align: number | undefined): readonly number[] => {
  switch (immediate.kind) {
    case "number":
      if (instruction === "f32.const") return float(immediate.value, 4);
      if (instruction === "f64.const") return float(immediate.value, 8);
      // Addresses beyond 2³¹ are negative as signed numbers.
      return signed(instruction === "i32.const" ? immediate.value | 0 : immediate.value);
    case "bytes":
      return immediate.bytes;
    case "lane":
      return [immediate.lane];
    case "memory":
      return [
        ...unsigned(align ?? 0),
        ...unsigned(immediate.offset),
        ...(immediate.lane === undefined ? [] : [immediate.lane]),
      ];
    default:
      return instruction.startsWith("memory.copy") ? [0, 0] : instruction.startsWith("memory.fill") ? [0] : [];
  }
};

const append = (target: number[], bytes: readonly number[]): void => {
  for (const byte of bytes) target.push(byte);
};

/**
 * A function in binary form. Expressions that stand in several places of a list of statements get a local of their own, filled where they
 * are first met, unless what they read was set in between.
 */
export const emit = (
  { params, result, body, isExported, name }: Func,
  functionIndex: (name: string) => number,
): BinaryFunction => {
  const out: number[] = [];
  const locals: ValueType[] = [];
  const indices = new Map<Local, number>(params.map((param, index) => [param, index]));
  const indexOf = (target: Local): readonly number[] => {
    const known = indices.get(target) ?? params.length + locals.length;
    if (!indices.has(target)) {
      locals.push(target.type);
      indices.set(target, known);
    }
    return unsigned(known);
  };
  const instruct = (instruction: InstructionName, immediate: Immediate): void => {
    const { opcode, align } = instructions[instruction];
    append(out, opcode);
    append(out, immediateBytes(instruction, immediate, align));
  };
  /** Writes expressions, keeping those that are used again, until a variable that they read is set. */
  const scope = (roots: readonly Code[], changes: readonly (readonly Variable[])[]) => {
    const isChanging = readersOf(new Set(changes.flat()));
    const uses = countUses(roots, isChanging);
    const kept = new Map<Code, Local>();
    const compute = (code: Code): void => {
      const { instruction, immediate } = code;
      if (immediate.kind === "local") out.push(control.localGet, ...indexOf(immediate.local));
      else if (immediate.kind === "global") out.push(control.globalGet, ...unsigned(immediate.global.global));
      else if (instruction === "select") out.push(control.select);
      else if (instruction !== "local.get" && instruction !== "global.get") instruct(instruction, immediate);
      if (isTrivial(code) || (uses.get(code) ?? 0) < 2) return;
      const holder: Local = { type: code.type, name: "shared" };
      kept.set(code, holder);
      out.push(control.localTee, ...indexOf(holder));
    };
    // A node is met twice: before its arguments, and, then ready, after them.
    const write = (root: Code): void => {
      const pending = [root];
      const ready = [false];
      for (let code = pending.pop(); code !== undefined; code = pending.pop()) {
        const isReady = ready.pop() ?? false;
        const held = isTrivial(code) ? undefined : kept.get(code);
        if (held !== undefined) out.push(control.localGet, ...indexOf(held));
        else if (isReady || isTrivial(code)) compute(code);
        else {
          pending.push(code);
          ready.push(true);
          for (let index = code.args.length - 1; index >= 0; index--) {
            pending.push(at(code.args, index));
            ready.push(false);
          }
        }
      }
    };
    const forget = (changed: readonly Variable[]): void => {
      if (changed.length === 0 || kept.size === 0) return;
      const reads = readersOf(new Set(changed));
      for (const code of kept.keys()) if (isChanging(code) && reads(code)) kept.delete(code);
    };
    return { write, forget };
  };

  const writeAlone = (code: Code): void => scope([code], []).write(code);

  const list = (statements: readonly Statement[]): void => {
    const changes = statements.map(variablesSetBy);
    const { write, forget } = scope(statements.flatMap(expressionsOf), changes);
    statements.forEach((current, index) => {
      expressionsOf(current).forEach(write);
      finish(current);
      forget(at(changes, index));
    });
  };

  /** What follows the expressions of a statement. */
  const finish = (current: Statement): void => {
    switch (current.kind) {
      case "set":
        out.push(control.localSet, ...indexOf(current.local));
        break;
      case "set global":
        out.push(control.globalSet, ...unsigned(current.global.global));
        break;
      case "do":
        instruct(current.instruction, current.immediate);
        break;
      case "call":
        out.push(control.call, ...unsigned(functionIndex(current.callee)));
        break;
      case "return":
        out.push(control.return);
        break;
      case "if":
        out.push(control.if, control.emptyBlock);
        list(current.then);
        if (current.otherwise.length > 0) out.push(control.else);
        list(current.otherwise);
        out.push(control.end);
        break;
      case "while":
        out.push(control.block, control.emptyBlock, control.loop, control.emptyBlock);
        writeAlone(op("i32.eqz", current.condition));
        out.push(control.brIf, 1);
        list(current.body);
        out.push(control.br, 0, control.end, control.end);
        break;
      case "loop":
        count(current);
        break;
    }
  };

  /** A counted loop, its test at the end; the test before the first round is left out where its outcome is known. */
  const count = ({ counter, from, below, step, body: repeated }: Statement & { readonly kind: "loop" }): void => {
    out.push(control.localSet, ...indexOf(counter));
    const [first, last] = [constantOf(from), constantOf(below)];
    const isEntered = first !== undefined && last !== undefined && first >>> 0 < last >>> 0;
    out.push(control.block, control.emptyBlock);
    if (!isEntered) {
      writeAlone(op("i32.ge_u", get(counter), below));
      out.push(control.brIf, 0);
    }
    out.push(control.loop, control.emptyBlock);
    list(repeated);
    writeAlone(op("i32.add", get(counter), int(step)));
    out.push(control.localTee, ...indexOf(counter));
    writeAlone(below);
    instruct("i32.lt_u", { kind: "none" });
    out.push(control.brIf, 0, control.end, control.end);
  };

  list(body);
  // A function with a result never falls off its end; the validator wants to be told.
  if (result !== undefined) out.push(control.unreachable);
  return {
    params: params.map(({ type }) => type),
    results: result === undefined ? [] : [result],
    locals,
    body: out,
    ...(isExported === true ? { exported: name } : {}),
  };
};
