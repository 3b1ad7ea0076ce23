import { programs } from "@chainrule/check";
import { adapterFor, isAtKink, verdictOf } from "@chainrule/check/peer";
import {
  abs,
  add,
  argmax,
  broadcastTo,
  cast,
  concat,
  cos,
  div,
  type Expr,
  equal,
  exp,
  greater,
  greaterEqual,
  log,
  max,
  maximum,
  min,
  mul,
  neg,
  rebuild,
  relu,
  sign,
  sin,
  sub,
  sum,
  tensor,
  where,
} from "@chainrule/core";
import { test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { adapter, library, program, withGradient } from "./reference.js";

const kindOf = (...args: Parameters<typeof verdictOf>): string => verdictOf(...args).kind;

describe("a library that does the same", () => {
  // Rounding may break a tie in f32 that is none in double precision; nothing else may come out.
  property.prop([programs({ dtype: "f32", maxOps: 15 })], { numRuns: 300 })("agrees on every program", (specimen) => {
    expect(["agrees", "undecided"]).toContain(kindOf(adapter(), specimen));
  });

  test("is given the integers among the inputs", () => {
    const specimen = program(
      (k: Expr, x: Expr) => mul(x, cast(k, "f32")),
      tensor([3, 4], { dtype: "i32" }),
      tensor([1, 2]),
    );
    expect(verdictOf(adapter(), specimen)).toEqual({ kind: "agrees" });
  });
});

describe("a library that differs", () => {
  const sine = program((x: Expr) => sin(x), tensor([0, 1]));

  test("in a value", () => {
    expect(verdictOf(adapter({ sin: (_, x) => cos(x) }), sine)).toMatchObject({
      kind: "wrong",
      difference: { of: "value", place: 0, actual: 1, expected: 0 },
    });
  });

  test("in a gradient; the cotangent of the second element is 1.25", () => {
    const other = adapter({ sin: withGradient((g, x) => mul(g, where(equal(x, 0), cos(x), neg(cos(x))))) });
    const { kind, difference } = { difference: undefined, ...verdictOf(other, sine) };
    expect(kind).toBe("wrong");
    expect(difference).toMatchObject({ of: "gradient", input: 0, place: 1 });
    expect(difference?.actual).toBeCloseTo(-1.25 * Math.cos(1), 6);
    expect(difference?.expected).toBeCloseTo(1.25 * Math.cos(1), 6);
  });

  // 2⁻²³ is a rounding; half of the digits of f32 are 2⁻¹².
  test.each([
    [2 ** -23, "agrees"],
    [2 ** -14, "inaccurate"],
    [2 ** -10, "wrong"],
  ])("by %d of a value", (part, kind) => {
    const other = adapter({ log: (_, x) => mul(log(x), 1 + part) });
    expect(
      kindOf(
        other,
        program((x: Expr) => log(x), tensor(3)),
      ),
    ).toBe(kind);
  });

  test("in the number of elements", () => {
    const { pullback, ...rest } = library();
    const other = adapterFor({
      ...rest,
      pullback: (...args) => {
        const { value, gradients } = pullback(...args);
        return { value, gradients: gradients.map((gradient) => [...gradient, 0]) };
      },
    });
    expect(verdictOf(other, sine)).toMatchObject({
      kind: "wrong",
      difference: { of: "gradient", actual: Number.NaN },
    });
  });

  test("in that it throws, or has no such operation", () => {
    const throwing = adapter({
      sin: () => {
        throw new RangeError("no angles");
      },
    });
    expect(verdictOf(throwing, sine)).toEqual({ kind: "refused", reason: "no angles" });
    const lacking = adapter({ sin: "no angles" });
    expect(lacking.missing).toEqual({ sin: "no angles" });
    expect(verdictOf(lacking, sine)).toEqual({ kind: "missing", reason: "sin: no angles" });
  });
});

describe("at a kink", () => {
  const steep = adapter({ relu: withGradient((g, x) => where(greaterEqual(x, 0), g, 0)) });
  const whole = adapter({
    max: withGradient((g, x) => mul(broadcastTo(g, x.shape), cast(equal(x, broadcastTo(max(x), x.shape)), x.dtype))),
  });

  test("another derivative is a convention, and nowhere else", () => {
    expect(
      kindOf(
        steep,
        program((x: Expr) => relu(x), tensor(0)),
      ),
    ).toBe("convention");
    expect(
      kindOf(
        steep,
        program((x: Expr) => relu(x), tensor(1)),
      ),
    ).toBe("agrees");
    expect(
      kindOf(
        whole,
        program((x: Expr) => max(x), tensor([2, 2])),
      ),
    ).toBe("convention");
    const wrong = adapter({ relu: withGradient((g) => neg(g)) });
    expect(
      kindOf(
        wrong,
        program((x: Expr) => relu(x), tensor(1)),
      ),
    ).toBe("wrong");
  });

  test("another value is wrong", () => {
    const shifted = adapter({ abs: (_, x) => abs(sub(x, 1)) });
    expect(
      kindOf(
        shifted,
        program((x: Expr) => abs(x), tensor(0)),
      ),
    ).toBe("wrong");
  });

  test("of a part, a smooth whole has a derivative, and the conventions of the library do not make it up", () => {
    const twice = program((x: Expr) => max(concat([x, x])), tensor([3]));
    expect(isAtKink(twice)).toBe(true);
    expect(verdictOf(whole, twice)).toMatchObject({ kind: "wrong", difference: { actual: 2, expected: 1 } });
  });

  test("of a function that oscillates faster than differences can follow, another derivative is a convention", () => {
    const oscillating = program((c: Expr, x: Expr) => cos(sub(mul(1000, c), abs(x))), tensor(0.16), tensor(0));
    const left = adapter({ abs: withGradient((g, x) => mul(g, where(greater(x, 0), 1, -1))) });
    expect(kindOf(left, oscillating)).toBe("convention");
  });

  test("of a part, what rounding leaves of a derivative that cancels is no derivative", () => {
    const three = program((x: Expr) => {
      const y = add(abs(x), 1.7);
      return div(mul(3, y), y);
    }, tensor(0));
    const left = adapter({ abs: withGradient((g) => neg(g)) });
    expect(verdictOf(left, three)).toMatchObject({ kind: "convention", difference: { expected: 0 } });
  });

  test("of a part, a smooth whole has a derivative, and no conventions make it up", () => {
    const identity = program((x: Expr) => sub(relu(x), relu(neg(x))), tensor(0));
    expect(verdictOf(steep, identity)).toMatchObject({ kind: "convention", difference: { actual: 2, expected: 0 } });
  });
});

describe("a program is at a kink", () => {
  test("where the first two of several tie, whatever those behind them do", () => {
    const isTied = (f: (x: Expr) => Expr): boolean => isAtKink(program(f, tensor([[2, 1, 1]])));
    expect(isTied((x) => min(x))).toBe(true);
    expect(isTied((x) => max(x))).toBe(false);
    expect(isTied((x) => max(x, 0))).toBe(false);
    expect(isTied((x) => max(neg(x)))).toBe(true);
  });

  test("not for ties of integers, which have no derivative", () => {
    const specimen = program((x: Expr) => mul(x, cast(max(cast(x, "i32")), "f32")), tensor([1.25, 1.5]));
    expect(isAtKink(specimen)).toBe(false);
  });
});

describe("nothing is decided", () => {
  /** 1, but for rounding. */
  const almost = (x: Expr): Expr => mul(div(x, 3), 3);
  const rough = adapter({
    div: (node, a, b) =>
      mul(
        rebuild(
          node,
          [a, b].filter((arg) => arg !== undefined),
        ),
        1 - 2 ** -22,
      ),
  });

  test.each<[string, (x: Expr) => Expr]>([
    ["a comparison", (x) => where(greater(almost(x), 0.99999994), x, neg(x))],
    ["a sign", (x) => mul(x, sign(sub(almost(x), 0.99999994)))],
    ["a cut", (x) => mul(x, cast(cast(almost(x), "i32"), "f32"))],
    ["the place of the largest", (x) => mul(x, cast(argmax(concat([mul(0.99999994, x), almost(x)])), "f32"))],
    ["a derivative", (x) => sum(maximum(almost(x), mul(x, x)))],
  ])("where rounding may have decided %s", (_, f) => {
    const specimen = program(f, tensor([1]));
    expect(kindOf(adapter(), specimen)).toBe("agrees");
    expect(kindOf(rough, specimen)).toBe("undecided");
  });

  test("where f32 ends", () => {
    expect(
      kindOf(
        adapter(),
        program((x: Expr) => exp(exp(x)), tensor(5)),
      ),
    ).toBe("undecided");
  });
});
