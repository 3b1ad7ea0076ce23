import "@chainrule/check/vitest";
import { GradientCheckError, shaped } from "@chainrule/check";
import {
  customGradient,
  type Expr,
  input,
  log,
  matmul,
  mul,
  relu,
  type Shape,
  ShapeError,
  sigmoid,
  square,
  stopGradient,
  sub,
  sum,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { afterEach, describe, expect, test as testOfVitest } from "vitest";

const swish = <S extends Shape>(x: Expr<S>) => mul(x, sigmoid(x));

/** x², with half of its derivative. */
const halved = customGradient(
  (x: Expr) => square(x),
  (g, _y, x) => [mul(g, x)],
);

const messageOf = (assertion: () => void): string => {
  try {
    assertion();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  throw new Error("the assertion holds");
};

describe("one line is a test", () => {
  testOfVitest("of vitest", () => expect(swish).toHaveCorrectGradients());

  // Which takes what a test returns for an outcome.
  test("of @fast-check/vitest", () => expect(swish).toHaveCorrectGradients());
});

describe("with options", () => {
  test("inputs follow the function", () => {
    const loss = (p: { weights: Expr }, x: Expr) => sum(square(matmul(x, p.weights)));
    expect(loss).toHaveCorrectGradients({ inputs: [{ weights: shaped([3, 1]) }, shaped([2, 3])], runs: 10 });
  });

  test("orders", () => {
    const first = customGradient(
      (x: Expr) => square(x),
      (g, _y, x) => [mul(g, mul(2, stopGradient(x)))],
    );
    expect(first).toHaveCorrectGradients({ orders: [1] });
    expect(first).not.toHaveCorrectGradients({ orders: [2] });
  });
});

describe("what is not so is said", () => {
  test("wrong gradients", () => {
    expect(messageOf(() => expect(halved).toHaveCorrectGradients({ seed: 1 }))).toMatch(
      /^checkGradients: reverse mode and forward mode disagree on the first derivative by argument 0\n(.*\n)*.*seed: 1/,
    );
    expect(halved).not.toHaveCorrectGradients();
  });

  test("right gradients, where wrong ones were expected", () => {
    expect(messageOf(() => expect(swish).not.toHaveCorrectGradients({ seed: 1, runs: 7 }))).toMatch(
      /^toHaveCorrectGradients: the gradients of swish are not wrong\n {2}on 7 samples, .* of order 1 and 2 with forward mode, /,
    );
  });

  test("the message of the assertion comes first", () => {
    expect(messageOf(() => expect(halved, "my loss").toHaveCorrectGradients())).toMatch(/^my loss: checkGradients: /);
  });
});

describe("where there is no saying, neither holds", () => {
  const undecided: readonly (readonly [string, (x: Expr) => Expr, string])[] = [
    ["NaN in the domain", (x) => log(x), "f is not defined in all of its domain"],
    ["nowhere but at a kink", (x) => relu(sub(x, stopGradient(x))), "where no first derivative can be compared"],
  ];
  for (const [name, f, reason] of undecided)
    test(name, () => {
      for (const assertion of [expect(f), expect(f).not]) {
        expect(() => assertion.toHaveCorrectGradients()).toThrow(GradientCheckError);
        expect(() => assertion.toHaveCorrectGradients()).toThrow(reason);
      }
    });

  test("what the function throws", () => {
    const misshapen = (x: Expr) => matmul(x, x);
    for (const assertion of [expect(misshapen), expect(misshapen).not])
      expect(() => assertion.toHaveCorrectGradients({ inputs: [shaped([2, 3])] })).toThrow(ShapeError);
  });

  test("what is no function", () => {
    const refused: readonly (readonly [unknown, string])[] = [
      [swish(input([2])), "got an expression: give the function itself, not its result"],
      [3, "got number"],
      [null, "got null"],
    ];
    for (const [received, reason] of refused)
      for (const assertion of [expect<typeof swish>, expect<typeof swish>]) {
        // Safe: what types would refuse.
        const made = assertion(received as typeof swish);
        for (const either of [made, made.not])
          expect(() => either.toHaveCorrectGradients()).toThrow(
            `toHaveCorrectGradients: needs a function of expressions, ${reason}`,
          );
      }
  });
});

describe("with @fast-check/vitest", () => {
  const before = fc.readConfigureGlobal();
  afterEach(() => fc.configureGlobal(before));

  test("its global seed is that of the check", () => {
    fc.configureGlobal({ ...before, seed: 20 });
    expect(messageOf(() => expect(swish).not.toHaveCorrectGradients({ runs: 1 }))).toContain("{ seed: 20, runs: 1 }");
    expect(messageOf(() => expect(halved).toHaveCorrectGradients())).toContain("seed: 20");
  });

  test.prop([fc.constantFrom([], [2], [2, 3]), fc.integer()], { numRuns: 3 })(
    "a property of checks, with the seed drawn: what fails can be seen again",
    (shape, seed) => {
      expect(swish).toHaveCorrectGradients({ inputs: [shaped(shape)], seed, runs: 2 });
      const again = (): string =>
        messageOf(() => expect(halved).toHaveCorrectGradients({ inputs: [shaped(shape)], seed }));
      expect(again()).toBe(again());
    },
  );
});
