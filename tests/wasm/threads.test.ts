import {
  add,
  compile,
  div,
  type Expr,
  exp,
  matmul,
  max,
  mul,
  scan,
  seed,
  sub,
  sum,
  type Tensor,
  tanh,
  transpose,
  uniform,
  zeros,
} from "@chainrule/core";
import { wasm } from "@chainrule/wasm";
import { describe, expect, test } from "vitest";

/** Enough work for several threads, of every kind: products in place and packed, sums both ways, what is done element by element. */
const network = (x: Expr, w: Expr, v: Expr) => {
  const hidden = tanh(matmul(x, w));
  const scores = matmul(hidden, v);
  const shares = exp(sub(scores, max(scores, 1, { keepDims: true })));
  const p = div(shares, sum(shares, 1, { keepDims: true }));
  return [p, sum(hidden, 0), sum(hidden, 1), matmul(transpose(x), matmul(p, transpose(v)))];
};

const random = (rows: number, columns: number, start: number): Tensor =>
  uniform([rows, columns], { low: -1, high: 1 })(seed(start))[0];

const arrays = [random(257, 390, 1), random(390, 301, 2), random(301, 77, 3)] as const;

describe("threads", () => {
  test("any number of them gives the same bits, whenever they join", async () => {
    const expected = compile(network, { backend: wasm() })(...arrays);
    for (const threads of [2, 3, 5]) {
      const run = compile(network, { backend: wasm({ threads }) });
      for (let call = 0; call < 12; call++) {
        expect(run(...arrays)).toEqual(expected);
        // Threads start, and are sent to work, while the caller is away.
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  });

  test("programs take turns with them", async () => {
    const backend = wasm({ threads: 2 });
    const other = (x: Expr, w: Expr, v: Expr) => matmul(matmul(x, w), v);
    const [first, second] = [compile(network, { backend }), compile(other, { backend })];
    const expected = [compile(network, { backend: wasm() })(...arrays), compile(other, { backend: wasm() })(...arrays)];
    for (let turn = 0; turn < 20; turn++) {
      expect([first(...arrays), second(...arrays)]).toEqual(expected);
      if (turn % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  });

  test("a fold has the same bits, with rows that are read and rows that are stacked by all", async () => {
    const [w] = uniform([256, 256], { low: -0.1, high: 0.1 })(seed(4));
    const [xs] = uniform([12, 256, 256], { low: -1, high: 1 })(seed(5));
    const step = (state: Expr, x: Expr) => {
      const next = add(mul(state, 0.5), tanh(matmul(x, w)));
      return [next, [sum(next, 0), next]] as const;
    };
    const initial = zeros([256, 256]);
    const expected = scan(step, { backend: wasm() })(initial, xs);
    for (const threads of [2, 4]) {
      const fold = scan(step, { backend: wasm({ threads }) });
      for (let call = 0; call < 8; call++) {
        expect(fold(initial, xs)).toEqual(expected);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  });
});
