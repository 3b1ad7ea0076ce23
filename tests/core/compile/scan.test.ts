import {
  add,
  compile,
  constant,
  type Expr,
  grad,
  mul,
  ShapeError,
  scan,
  seed,
  square,
  sub,
  sum,
  type Tensor,
  tanh,
  tensor,
  tensorFrom,
  uniform,
  zeros,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

interface State {
  readonly w: Expr;
  readonly count: Expr<readonly []>;
}
interface Row {
  readonly x: Expr;
  readonly t: Expr<readonly []>;
}

/** A step of gradient descent, its loss given out. */
const step = (state: State, { x, t }: Row) => {
  const loss = (w: Expr): Expr<readonly []> => square(sub(sum(tanh(mul(w, x))), t));
  const next = { w: sub(state.w, mul(grad(loss)(state.w), 0.1)), count: add(state.count, 1) };
  return [next, { loss: loss(state.w), seen: x }] as const;
};

describe("a fold", () => {
  test.prop([fc.integer(), fc.integer({ min: 0, max: 6 })])(
    "is an explicit loop over the compiled step",
    (value, length) => {
      const [w] = uniform([3])(seed(value + 1));
      const [x] = uniform([length, 3])(seed(value + 2));
      const [t] = uniform([length])(seed(value + 3));
      const [last, outputs] = scan(step)({ w, count: tensor(0) }, { x, t });

      const once = compile(step);
      let state: { readonly w: Tensor; readonly count: Tensor<readonly []> } = { w, count: tensor(0) };
      const losses: number[] = [];
      const [xs, ts] = [x.toArray(), t.toArray()];
      for (let i = 0; i < length; i++) {
        const [next, output] = once(state, {
          x: tensorFrom([3], xs.slice(3 * i, 3 * i + 3)),
          t: tensor(ts[i] ?? Number.NaN),
        });
        losses.push(output.loss.toNumber());
        state = next;
      }
      expect(last.w.equals(state.w)).toBe(true);
      expect(last.count.toNumber()).toBe(length);
      expect(outputs.loss.toArray()).toEqual(losses);
      expect([outputs.loss.shape, outputs.seen.equals(x)]).toEqual([[length], true]);
    },
  );

  test("is traced once for each signature, whatever the values and the length", () => {
    let tracings = 0;
    const total = scan((state: Expr<readonly []>, x: Expr<readonly []>) => {
      tracings++;
      return [add(state, x), x] as const;
    });
    expect(total(tensor(0), tensor([1, 2]))[0].toNumber()).toBe(3);
    expect(total(tensor(5), tensor([3, 4]))[0].toNumber()).toBe(12);
    expect(tracings).toBe(1);
    expect(total(tensor(0), tensor([1, 2, 3]))[0].toNumber()).toBe(6);
    expect(tracings).toBe(1);

    const sums = scan((state: Expr<readonly []>, x: Expr) => {
      tracings++;
      return [add(state, sum(x)), x] as const;
    });
    for (const rows of [zeros([2, 3]), zeros([5, 3]), zeros([2, 4])]) sums(tensor(0), rows);
    expect(tracings).toBe(3);
  });

  test("the next state goes by name, in whatever order its fields are written", () => {
    const swap = scan((s: { a: Expr; b: Expr }, x: Expr<readonly []>) => [{ b: mul(s.b, 2), a: s.a }, x] as const);
    const [state] = swap({ a: tensor(1), b: tensor(10) }, tensor([0, 0, 0]));
    expect([state.a.toNumber(), state.b.toNumber(), Object.keys(state)]).toEqual([1, 80, ["a", "b"]]);
  });

  test("nothing to fold over leaves the state, and outputs have an axis of size 0", () => {
    const [state, outputs] = scan((s: Expr, x: Expr) => [add(s, x), square(x)] as const)(tensor([1, 2]), zeros([0, 2]));
    expect([state.toArray(), outputs.shape]).toEqual([
      [1, 2],
      [0, 2],
    ]);
  });
});

describe("a fold is refused", () => {
  type Fields = Readonly<Record<string, Expr>>;
  const run = (next: (a: Expr) => Fields, inputs: object) => () =>
    scan((state: Fields, _x: unknown) => {
      const [a = constant(tensor(0))] = Object.values(state);
      return [next(a), {}] as const;
    })({ a: tensor([1]) }, inputs);

  for (const [problem, error, attempt] of [
    ["scan: needs at least one sequence, with an axis to fold over", ShapeError, run((a) => ({ a }), [])],
    ["scan: needs at least one sequence, with an axis to fold over", ShapeError, run((a) => ({ a }), tensor(1))],
    ["scan: sequences have different lengths: 2 and 3", ShapeError, run((a) => ({ a }), [zeros([2]), zeros([3])])],
    ["scan: the step turns state.a from f32[1] into f32[]", ShapeError, run((a) => ({ a: sum(a) }), zeros([2]))],
    ["scan: the next state: the tree {} has not the form of {a}", TypeError, run(() => ({}), zeros([2]))],
    ["scan: the next state: the tree {a, b} has not the form of {a}", TypeError, run((a) => ({ a, b: a }), zeros([2]))],
    ["scan: the next state: the tree {b} has not the form of {a}", TypeError, run((a) => ({ b: a }), zeros([2]))],
  ] as const) {
    test(problem, () => {
      expect(attempt).toThrow(new error(problem));
    });
  }
});
