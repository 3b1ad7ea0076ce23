import { showShape, type Tensor } from "@chainrule/core";
import { type Naming, namingOf } from "../render/naming.js";
import { textOfEquation } from "../render/text.js";
import { showDecimal } from "./decimal.js";
import type { Explanation, Result, ScalarExplanation, StepExplanation } from "./explanation.js";

/** How many numbers are shown of a value. */
const most = 16;

const nested = (numbers: readonly string[], shape: readonly number[]): string => {
  const [size, ...rest] = shape;
  if (size === undefined) return numbers.join();
  const length = numbers.length / size;
  const parts = Array.from({ length: size }, (_, at) => nested(numbers.slice(at * length, (at + 1) * length), rest));
  return `[${parts.join(", ")}]`;
};

/** The lines of a value: one, or one for each row. */
const linesOf = (value: Tensor, digits: number): readonly string[] => {
  const numbers = value.toArray().map((number) => showDecimal(number, digits));
  const [rows = 1, ...row] = value.shape;
  if (value.size > most) return [`${value.size} numbers ${showShape(value.shape)}`];
  if (row.length === 0) return [nested(numbers, value.shape)];
  const length = numbers.length / rows;
  return Array.from({ length: rows }, (_, at) => nested(numbers.slice(at * length, (at + 1) * length), row));
};

/** What is said where a number is not the published one. */
const remark = ({ published, differs }: Result): string =>
  differs ? ` ≠ published ${String(published).replace("-", "−")}` : "";

const textOfStep = ({ step, value, published }: StepExplanation, naming: Naming, digits: number): string => {
  const differing = published.filter(({ differs }) => differs);
  const lines = [
    textOfEquation(step, naming),
    ...linesOf(value, digits).map((line, at) => (at === 0 ? `  = ${line}` : `    ${line}`)),
    ...differing.map((element) => `  ${element.left} = ${showDecimal(element.value, digits)}${remark(element)}`),
  ];
  return lines.join("\n");
};

const textOfScalar = (scalar: ScalarExplanation, digits: number, isMarked: (name: string) => boolean): string => {
  const { left, relation, chain, formula, numbers } = scalar;
  const value = showDecimal(scalar.value, digits);
  const rights = [
    ...(chain === undefined ? [] : [chain]),
    formula,
    ...numbers.butLast(),
    [...numbers.takeLast(1), value].join(" = "),
  ];
  const indent = " ".repeat(Array.from(left).length);
  const differing = scalar.addends.flatMap(({ factors }) =>
    factors.filter(({ differs, derivative }) => differs && !isMarked(derivative ?? "")),
  );
  return [
    rights.map((right, at) => (at === 0 ? `${left} ${relation} ${right}` : `${indent} = ${right}`)).join("\n") +
      remark(scalar),
    ...differing.map(
      (factor) => `${indent}   ${factor.derivative} = ${showDecimal(factor.value, digits)}${remark(factor)}`,
    ),
  ].join("\n");
};

/**
 * An explanation as text: each equation and its value; then what was asked for number by number, with what differs from published numbers
 * marked `≠ published`.
 *
 * @example
 * import { derive, explain, explanationToText } from "@chainrule/formula";
 * import { input, named, square, sub, tensor } from "@chainrule/core";
 * const [w, t] = [input([], { name: "w" }), input([], { name: "t" })];
 * const derivation = derive(named("E", square(sub(w, t))), { wrt: { w } });
 * const text = explanationToText(explain(derivation, { w: tensor(3), t: tensor(1) }, { of: ["w"] }));
 * assert.equal(text, `E = (w − t)²
 *   = 4
 *
 * ∂E/∂w = 2 (w − t)
 *   = 4
 *
 * ∂E/∂w = 2 (w − t)
 *       = 2 × (3 − 1) = 4`);
 */
export const explanationToText = ({ derivation, steps, scalars, digits }: Explanation): string => {
  const naming = namingOf(derivation);
  const marked = steps.flatMap(({ published }) => published.map(({ left }) => left)).toSet();
  return [
    ...steps.map((step) => textOfStep(step, naming, digits)),
    ...scalars.map((scalar) => textOfScalar(scalar, digits, (name) => marked.has(name))),
  ].join("\n\n");
};
