import { at } from "@chainrule/core/backend";
import { control, type InstructionName, instructions, type ValueType } from "../binary/instructions.js";
import { appendUnsigned, float, signed } from "../binary/leb128.js";
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

const append = (target: number[], bytes: readonly number[]): void => {
  for (const byte of bytes) target.push(byte);
};

/** Appends an instruction and what it carries. */
const instruct = (out: number[], instruction: InstructionName, immediate: Immediate): void => {
  const { opcode, align = 0 } = instructions[instruction];
  append(out, opcode);
  switch (immediate.kind) {
    case "number":
      if (instruction === "f32.const") append(out, float(immediate.value, 4));
      else if (instruction === "f64.const") append(out, float(immediate.value, 8));
      // Addresses beyond 2³¹ are negative as signed numbers.
      else append(out, signed(instruction === "i32.const" ? immediate.value | 0 : immediate.value));
      break;
    case "bytes":
      append(out, immediate.bytes);
      break;
    case "lane":
      out.push(immediate.lane);
      break;
    case "memory":
      out.push(align);
      appendUnsigned(out, immediate.offset);
      if (immediate.lane !== undefined) out.push(immediate.lane);
      break;
    default:
      // The memories, of which there is one.
      if (instruction === "memory.copy") out.push(0, 0);
      else if (instruction === "memory.fill") out.push(0);
  }
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
  const indexOf = (target: Local): number => {
    const known = indices.get(target);
    if (known !== undefined) return known;
    const index = params.length + locals.length;
    locals.push(target.type);
    indices.set(target, index);
    return index;
  };
  /** An instruction that names a local, a global or a function by its number. */
  const naming = (opcode: number, index: number): void => {
    out.push(opcode);
    appendUnsigned(out, index);
  };

  /** Writes expressions, keeping those that are used again, until a variable that they read is set. */
  const scope = (roots: readonly Code[], changes: readonly (readonly Variable[])[]) => {
    const isChanging = readersOf(new Set(changes.flat()));
    const uses = countUses(roots, isChanging);
    const kept = new Map<Code, Local>();
    const read = new Set<Variable>();
    const compute = (code: Code): void => {
      const { instruction, immediate } = code;
      if (immediate.kind === "local") {
        read.add(immediate.local);
        naming(control.localGet, indexOf(immediate.local));
      } else if (immediate.kind === "global") {
        read.add("globals");
        naming(control.globalGet, immediate.global.global);
      } else if (instruction === "select") out.push(control.select);
      else if (instruction !== "local.get" && instruction !== "global.get") instruct(out, instruction, immediate);
      if (isTrivial(code) || (uses.get(code) ?? 0) < 2) return;
      const holder: Local = { type: code.type, name: "shared" };
      kept.set(code, holder);
      naming(control.localTee, indexOf(holder));
    };
    // A node is met twice: before its arguments, and, then ready, after them.
    const write = (root: Code): void => {
      const pending = [root];
      const ready = [false];
      for (let code = pending.pop(); code !== undefined; code = pending.pop()) {
        const isReady = ready.pop() ?? false;
        const held = isTrivial(code) ? undefined : kept.get(code);
        if (held !== undefined) naming(control.localGet, indexOf(held));
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
      // What nobody has read, no kept expression depends on.
      if (kept.size === 0 || !changed.some((variable) => read.has(variable))) return;
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
        naming(control.localSet, indexOf(current.local));
        break;
      case "set global":
        naming(control.globalSet, current.global.global);
        break;
      case "do":
        instruct(out, current.instruction, current.immediate);
        break;
      case "call":
        naming(control.call, functionIndex(current.callee));
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
    naming(control.localSet, indexOf(counter));
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
    naming(control.localTee, indexOf(counter));
    writeAlone(below);
    instruct(out, "i32.lt_u", { kind: "none" });
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
