// What an instruction takes: arguments of its types, and the immediate that its bytes have room for.

import { type InstructionName, instructions, type ValueType } from "../binary/instructions.js";
import type { Code, Immediate } from "./code.js";

/** The immediate that an instruction carries. */
const immediateOf = (instruction: InstructionName): Immediate["kind"] => {
  if (instructions[instruction].align !== undefined) return "memory";
  if (instruction === "v128.const" || instruction === "i8x16.shuffle") return "bytes";
  if (instruction.endsWith("_lane")) return "lane";
  return instruction.endsWith(".const") ? "number" : "none";
};

/** How many lanes of a vector an instruction can name. */
const lanesOf = (instruction: InstructionName): number => {
  if (!instruction.endsWith("_lane")) return 0;
  const { align } = instructions[instruction];
  return align === undefined ? Number(/x(\d+)\./.exec(instruction)?.[1]) : 16 >> align;
};

/** What is worked out of an instruction's name, once. */
interface Shape {
  readonly kind: Immediate["kind"];
  readonly lanes: number;
}

const shapes = new Map<InstructionName, Shape>();

const shapeOf = (instruction: InstructionName): Shape => {
  const shape = shapes.get(instruction) ?? { kind: immediateOf(instruction), lanes: lanesOf(instruction) };
  shapes.set(instruction, shape);
  return shape;
};

const isBelow = (value: number, limit: number): boolean => Number.isInteger(value) && value >= 0 && value < limit;

const checkLane = (instruction: InstructionName, lane: number | undefined): void => {
  const { lanes } = shapeOf(instruction);
  if (lanes === 0 ? lane !== undefined : lane === undefined || !isBelow(lane, lanes))
    throw new RangeError(`${instruction} has ${lanes} lanes, none is called ${lane}`);
};

const checkNumber = (instruction: InstructionName, value: number): void => {
  // Either sign: addresses are unsigned.
  if (instruction === "i32.const" && !isBelow(value + 2 ** 31, 2 ** 31 + 2 ** 32))
    throw new RangeError(`i32.const takes a whole number from −2³¹ to 2³² − 1, not ${value}`);
  if (instruction === "i64.const" && !Number.isSafeInteger(value))
    throw new RangeError(`i64.const takes a whole number that is exact, not ${value}`);
};

const checkImmediate = (instruction: InstructionName, immediate: Immediate): void => {
  const { kind } = shapeOf(instruction);
  if (immediate.kind !== kind)
    throw new TypeError(`the immediate of ${instruction} is of the kind ${kind}, not ${immediate.kind}`);
  if (immediate.kind === "number") checkNumber(instruction, immediate.value);
  if (immediate.kind === "lane") checkLane(instruction, immediate.lane);
  if (immediate.kind === "memory") {
    checkLane(instruction, immediate.lane);
    if (!isBelow(immediate.offset, 2 ** 32))
      throw new RangeError(`the offset of ${instruction} is from 0 to 2³² − 1, not ${immediate.offset}`);
  }
  if (immediate.kind === "bytes") {
    const { bytes } = immediate;
    const limit = instruction === "i8x16.shuffle" ? 32 : 256;
    if (bytes.length !== 16 || !bytes.every((byte) => isBelow(byte, limit)))
      throw new RangeError(`${instruction} takes 16 bytes from 0 to ${limit - 1}, not ${bytes.join(" ")}`);
  }
};

/** The type of what an instruction leaves on the stack, if anything, once what it is given fits. */
export const resultOf = (
  instruction: InstructionName,
  immediate: Immediate,
  args: readonly Code[],
): ValueType | undefined => {
  const { params, result } = instructions[instruction];
  if (params.length !== args.length || params.some((type, index) => type !== args[index]?.type))
    throw new TypeError(
      `${instruction} takes (${params.join(", ")}), not (${args.map(({ type }) => type).join(", ")})`,
    );
  checkImmediate(instruction, immediate);
  return result;
};

/** Insists on an `i32`. */
export const checkInteger = (what: string, { type }: { readonly type: ValueType }): void => {
  if (type !== "i32") throw new TypeError(`${what} is an i32, not ${type}`);
};
