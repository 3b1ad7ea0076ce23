import { isExpr, type OpName, ops, Tensor } from "@chainrule/core";
import * as fc from "fast-check";
import { smaller } from "../shrink/smaller.js";
import { showSource } from "../source/source.js";
import type { Specimen } from "../specimen/specimen.js";
import { grow } from "./grow.js";

/** Which programs to draw. */
export interface ProgramOptions {
  /** The most operations; default 30. */
  readonly maxOps?: number;
  /** Of floating inputs and of the result; default `f64`. */
  readonly dtype?: "f32" | "f64";
  /** Which operations may occur; default all. Inputs and constants always may. */
  readonly ops?: readonly OpName[];
}

const isSpecimen = (value: unknown): value is Specimen =>
  typeof value === "object" &&
  value !== null &&
  "inputs" in value &&
  "output" in value &&
  "point" in value &&
  Array.isArray(value.inputs) &&
  value.inputs.every(isExpr) &&
  isExpr(value.output) &&
  Array.isArray(value.point) &&
  value.point.every((tensor) => tensor instanceof Tensor);

/** The same program, which fast-check prints as source text. */
const readable = (program: Specimen): Specimen =>
  Object.defineProperty({ ...program }, fc.toStringMethod, { value: () => showSource(program) });

/** Programs shrink as graphs do, whatever choices they came from. */
class Programs extends fc.Arbitrary<Specimen> {
  readonly #draw: (random: fc.Random) => Specimen;

  constructor(draw: (random: fc.Random) => Specimen) {
    super();
    this.#draw = draw;
  }

  override generate(random: fc.Random): fc.Value<Specimen> {
    return new fc.Value(readable(this.#draw(random)), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Specimen {
    return isSpecimen(value);
  }

  override shrink(program: Specimen): fc.Stream<fc.Value<Specimen>> {
    return fc.stream(smallerThan(program));
  }
}

function* smallerThan(program: Specimen): Generator<fc.Value<Specimen>> {
  for (const candidate of smaller(program)) yield new fc.Value(readable(candidate), undefined);
}

/**
 * Random well-typed programs, each at a point at which its derivatives can be compared: of moderate values, well inside the domains of its
 * operations, and at a kink about once in eight.
 *
 * They are grown one operation at a time; what is well-typed is decided by each operation itself. Values have up to four axes and 64
 * elements, size 1 and broadcasting are common, size 0 occurs. Earlier values are used again as often as not, nearly everything leads to
 * the result, and that depends on at least one floating input. Programs shrink as graphs do, one operation, axis or number at a time.
 *
 * @throws RangeError when `maxOps` is not a whole number, or less than 1, or `ops` names what is no operation.
 *
 * @example
 * import { operationsOf, programs } from "@chainrule/check";
 * import type { Expr } from "@chainrule/core";
 * import { sample } from "fast-check";
 * for (const program of sample(programs({ maxOps: 5, ops: ["add", "mul", "broadcastTo"] }), 20)) {
 *   assert.ok(operationsOf(program).every((node: Expr) => ["add", "mul", "broadcastTo"].includes(node.op.name)));
 *   assert.ok(operationsOf(program).length <= 5);
 * }
 */
export const programs = ({ maxOps = 30, dtype = "f64", ops: names }: ProgramOptions = {}): fc.Arbitrary<Specimen> => {
  if (!Number.isInteger(maxOps) || maxOps < 1)
    throw new RangeError(`programs: maxOps is a whole number and at least 1, got ${maxOps}`);
  const stranger = names?.find((name) => !Object.hasOwn(ops, name));
  if (stranger !== undefined) throw new RangeError(`programs: there is no operation ${stranger}`);
  return new Programs(grow({ maxOps, dtype, ops: new Set(names ?? Object.keys(ops)) }));
};
