import { isFloating, type Tensor } from "@chainrule/core";
import { call, type Doc, fields, listed } from "./layout.js";
import { writeNumber, writeShape } from "./tensor.js";

/** An input of which only one number can be drawn. */
const writeShaped = ({ shape, dtype }: Tensor, value: number): Doc => {
  const number = writeNumber(value);
  const domain: readonly (readonly [string, Doc])[] = [
    ["min", number],
    ["max", number],
  ];
  const entries = dtype === "f64" ? domain : [...domain, ["dtype", JSON.stringify(dtype)] as const];
  return call("shaped", writeShape(shape), fields(entries));
};

/** A call of `checkGradients`, and what it is for. */
interface Check {
  readonly comment: string;
  readonly f: Doc;
  readonly inputs: readonly Doc[];
}

/** The finite number that all elements are, if there is one. */
const onlyNumber = (tensor: Tensor): number | undefined => {
  const [first = 0, ...others] = new Set(tensor.toArray());
  return others.length === 0 && Number.isFinite(first) ? first : undefined;
};

/** The point itself, where each of its tensors that vary has one number to be drawn. */
const unmoved = (point: readonly Tensor[]): Check => ({
  comment: "// The gradients at this point:",
  f: "f",
  inputs: point.map((value, index) => {
    const number = isFloating(value.dtype) ? onlyNumber(value) : undefined;
    return number === undefined ? `point[${index}]` : writeShaped(value, number);
  }),
});

/** The point, moved by arguments of which only 0 can be drawn. */
const moved = (point: readonly Tensor[]): Check => {
  const moves = point.map(({ dtype }, index) => (isFloating(dtype) ? `d${index + 1}` : undefined));
  const args = moves.map((move, index) =>
    move === undefined ? call("constant", `point[${index}]`) : call("add", `point[${index}]`, move),
  );
  const parameters = moves.flatMap((move) => (move === undefined ? [] : [`${move}: Expr`]));
  return {
    comment: "// The gradients at this point, to which 0 is added:",
    f: [listed("(", parameters, ")"), " => ", call("f", ...args)],
    inputs: point.flatMap((value) => (isFloating(value.dtype) ? [writeShaped(value, 0)] : [])),
  };
};

/**
 * The statements that check the gradients of `f` at the point and nowhere else, if there is anything to differentiate by: each input has
 * one number to be drawn, or where its elements differ, has 0 added to its value.
 */
export const writeCheck = (point: readonly Tensor[]): readonly Doc[] => {
  const varying = point.filter(({ dtype }) => isFloating(dtype));
  if (varying.length === 0) return [];
  const { comment, f, inputs } = varying.map(onlyNumber).includes(undefined) ? moved(point) : unmoved(point);
  return ["", comment, [call("checkGradients", f, fields([["inputs", listed("[", inputs, "]")]])), ";"]];
};
