import {
  add,
  argmax,
  cast,
  constant,
  type Expr,
  less,
  mul,
  reshape,
  sub,
  sum,
  type Tensor,
  take,
  tensor,
  transpose,
} from "@chainrule/core";
import { expect, test } from "vitest";
import { computedBeyond } from "../../../packages/check/src/program/known.js";

const bounds = (node: Expr): readonly number[] | undefined => computedBeyond(() => undefined, node).at(-1)?.bounds;

const integers = (values: readonly number[]): Tensor => tensor(values, { dtype: "i32" });

const reals = tensor([
  [0.5, 2],
  [1, -3],
]);
const truths = less(reals, 1);

test("of what does not move are what it holds, and 0", () => {
  expect(bounds(constant(integers([1, 3, 2])))).toEqual([0, 3]);
  expect(bounds(constant(integers([-1, 3])))).toEqual([-1, 3]);
});

test("of truth values and of positions hold wherever their arguments move", () => {
  expect(bounds(truths)).toEqual([0, 1]);
  expect(bounds(less(reals, 9))).toEqual([0, 1]);
  expect(bounds(argmax(reals, 0))).toEqual([0, 1]);
  expect(bounds(argmax(tensor([5, 1, 2])))).toEqual([0, 2]);
});

test("are kept by what moves elements about", () => {
  for (const node of [reshape(truths, [4]), transpose(truths), cast(truths, "i32"), take(truths, integers([0]))])
    expect(bounds(node)).toEqual([0, 1]);
});

test("are not known of arithmetic, whose results move with the point, nor of numbers cut from real ones", () => {
  const counted = cast(truths, "i32");
  for (const node of [
    sum(truths),
    add(counted, counted),
    sub(counted, counted),
    mul(counted, counted),
    cast(reals, "i32"),
  ])
    expect(bounds(node)).toBeUndefined();
});

test("are not asked of real numbers", () => {
  expect(bounds(constant(reals))).toBeUndefined();
  expect(bounds(cast(truths, "f64"))).toBeUndefined();
});
