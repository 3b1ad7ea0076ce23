import { type Expr, matmul, type Shape, transpose } from "@chainrule/core";
import { oneIn, shuffled } from "../choice.js";
import { type Form, firstTaken, fresh, joined, operand } from "../source.js";

const swapLast = (x: Expr): Expr => {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
};

/** A matrix, or a batch of them, with another that fits from the left or from the right, as it is or transposed. */
export const product: Form = (source) => {
  const { random, dtype } = source;
  const a = operand(
    source,
    ({ node }) => node.shape.length >= 2 && (node.dtype === dtype || node.dtype === "i32"),
    () => fresh(source, dtype, [random.nextInt(1, 3), random.nextInt(1, 3)]),
  );
  const beside = (): Shape => [
    ...(oneIn(random, 4) ? [random.nextInt(1, 2)] : []),
    a.shape.at(-1) ?? 1,
    random.nextInt(1, 3),
  ];
  const multiplied = (b: Expr): Expr | undefined =>
    firstTaken(
      shuffled(random, [
        () => matmul(a, b),
        () => matmul(b, a),
        () => matmul(a, swapLast(b)),
        () => matmul(swapLast(a), b),
      ]),
    );
  return joined(source, a.dtype, multiplied, beside, ({ node }) => node.shape.length >= 2);
};
