import assert from "node:assert/strict";
import { test } from "node:test";
import { specimen } from "@chainrule/check";
import { verdictOf } from "@chainrule/check/peer";
import { constant, input, matmul, mul, pad, scatterAdd, slice, square, sum, take, tensor } from "@chainrule/core";
import { peerNames, peers } from "../libraries/peers.js";

const x = input([2, 3]);
const point = [
  tensor([
    [1, -0.5, 2],
    [0.25, 3, -1],
  ]),
];
const indices = constant(
  tensor(
    [
      [1, 0],
      [1, 1],
    ],
    { dtype: "i32" },
  ),
);

/** One program for each call that is more than a call by another name. */
const outputs = {
  "a polynomial": mul(x, square(x)),
  "a product": matmul(x, constant(tensor([[1], [2], [3]]))),
  "padding with a number": pad(
    x,
    [
      [1, 0],
      [0, 2],
    ],
    7,
  ),
  "a block": slice(x, [0, 1], [2, 2]),
  "a sum over an axis": sum(x, 0),
  "sums by index, on an axis within": scatterAdd(take(x, indices, 1), indices, 3, 1),
};

// The WebAssembly backend of TensorFlow.js has no kernel for sums by index.
for (const name of peerNames)
  for (const [title, output] of Object.entries(outputs))
    if (name !== "tensorflow-wasm" || !title.startsWith("sums by index"))
      test(`${name} agrees on ${title}`, async () => {
        assert.deepEqual(verdictOf(await peers[name](), specimen([x], output, point)), { kind: "agrees" });
      });

test("every operation has a call, but the one that is written in Chainrule itself", async () => {
  for (const name of peerNames) assert.deepEqual(Object.keys((await peers[name]()).missing), ["customGradient"]);
});
