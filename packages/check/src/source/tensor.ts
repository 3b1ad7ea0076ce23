import type { DType, Nested, Shape, Tensor } from "@chainrule/core";
import { call, type Doc, fields, filled, listed } from "./layout.js";

/** Equal values are not written one by one where there are more than this. */
const FEW = 16;

/** More values than this are left out. */
const MOST = 4096;

/** A number as it is read back, with the sign of zero. */
export const writeNumber = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

const isFlat = (values: readonly Nested[]): values is readonly number[] => typeof values[0] === "number";

/** Lists as one would write them, `[[1, 2], [3, NaN]]`. */
const writeNested = (values: Nested): Doc => {
  if (typeof values === "number") return writeNumber(values);
  return isFlat(values) ? filled("[", values.map(writeNumber), "]") : listed("[", values.map(writeNested), "]");
};

export const writeShape = (shape: Shape): Doc => filled("[", shape.map(writeNumber), "]");

/** What is said of a value besides its shape, as an argument: nothing where all is as it is by default. */
export const options = ({
  dtype,
  name,
}: {
  readonly dtype: DType;
  readonly name?: string | undefined;
}): readonly Doc[] => {
  const said = { ...(dtype === "f32" ? {} : { dtype }), ...(name === undefined ? {} : { name }) };
  const entries = Object.entries(said).map(([key, value]) => [key, JSON.stringify(value)] as const);
  return entries.length === 0 ? [] : [fields(entries)];
};

/** The value of all elements, if there is one. */
const onlyValue = (tensor: Tensor): number | undefined => {
  const values = tensor.toTypedArray();
  const [first] = values;
  return values.every((value) => Object.is(value, first)) ? first : undefined;
};

/**
 * What makes the tensor: `tensor([[1, 2]], { dtype: "f64" })`. Of a very large one only the shape and dtype are kept, and a comment says
 * so.
 */
export const writeTensor = (tensor: Tensor): Doc => {
  const { shape, size } = tensor;
  const rest = options(tensor);
  if (size === 0) return call("zeros", writeShape(shape), ...rest);
  if (size <= FEW) return call("tensor", writeNested(tensor.toNested()), ...rest);
  const value = onlyValue(tensor);
  if (value !== undefined) return call("full", writeShape(shape), writeNumber(value), ...rest);
  if (size <= MOST) return call("tensor", writeNested(tensor.toNested()), ...rest);
  return call("zeros", [writeShape(shape), ` /* in place of ${size} values, which are left out */`], ...rest);
};
