import { chai, expect } from "vitest";
import { type GradientArguments, toHaveCorrectGradients } from "./gradients.js";
import { areTensorsEqual } from "./tensors.js";

declare module "vitest" {
  interface Matchers<T> {
    /**
     * Verifies the derivatives of a function as `checkGradients` does, with the same options.
     *
     * Fails with the disagreement, shrunk. With `not`, it fails when the gradients are correct, and when there is no saying.
     * Seed and number of samples are those of `fc.configureGlobal`, where options do not say.
     *
     * @throws TypeError for what is no function; what the function throws, such as ShapeError, is passed on.
     *
     * @example
     * import "@chainrule/check/vitest"; // or, in vitest's configuration, setupFiles: ["@chainrule/check/vitest"]
     * import { shaped } from "@chainrule/check";
     * import { customGradient, mean, mul, sigmoid, square, sub, type Expr } from "@chainrule/core";
     * import { expect } from "vitest";
     *
     * const swish = (x: Expr) => mul(x, sigmoid(x));
     * expect(swish).toHaveCorrectGradients(); // test("swish", () => expect(swish).toHaveCorrectGradients())
     *
     * const loss = (x: Expr, y: Expr) => mean(square(sub(x, y)));
     * expect(loss).toHaveCorrectGradients({ inputs: [shaped([2, 3]), shaped([3])], runs: 20 });
     *
     * const wrong = customGradient((x: Expr) => square(x), (g, _y, x) => [mul(g, x)]); // not 2x
     * expect(wrong).not.toHaveCorrectGradients();
     */
    toHaveCorrectGradients(...options: GradientArguments<T>): void;
  }
}

expect.extend({ toHaveCorrectGradients });
expect.addEqualityTesters([areTensorsEqual]);

// What returns nothing, chai makes return an assertion; but a test of `@fast-check/vitest` that returns anything but true has failed.
chai.util.overwriteMethod(
  chai.Assertion.prototype,
  "toHaveCorrectGradients",
  (assert: (...options: unknown[]) => void) =>
    function (this: object, ...options: unknown[]): true {
      assert.apply(this, options);
      return true;
    },
);
