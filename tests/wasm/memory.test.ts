import { compile, type Expr, mul, scan, seed, sum, uniform } from "@chainrule/core";
import { wasm } from "@chainrule/wasm";
import { describe, expect, test } from "vitest";

const megabytes = (): number => process.memoryUsage().rss / 2 ** 20;

describe("memory", () => {
  test("10 000 calls that hand out 400 MB of tensors keep the resident set flat", () => {
    const [x] = uniform([100, 100])(seed(1));
    const f = compile((a: Expr) => [mul(a, 2), sum(a)], { backend: wasm() });
    for (let call = 0; call < 3000; call++) f(x);
    const before = megabytes();
    for (let call = 0; call < 10_000; call++) f(x);
    // What the calls handed out is ten times as much; the collector keeps some of it for a while.
    expect(megabytes() - before).toBeLessThan(40);
  });

  test("so do folds that are run again and again", () => {
    const [w] = uniform([100, 100])(seed(1));
    const [xs] = uniform([3, 100])(seed(2));
    const fold = scan((state: Expr, row: Expr) => [mul(state, 0.5), sum(mul(state, row))] as const, {
      backend: wasm(),
    });
    for (let call = 0; call < 1000; call++) fold(w, xs);
    const before = megabytes();
    for (let call = 0; call < 5000; call++) fold(w, xs);
    expect(megabytes() - before).toBeLessThan(40);
  });
});
