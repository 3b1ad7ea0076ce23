import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type Complex, complex } from "../../../packages/core/src/number-system/complex.js";
import { type Dual, dual } from "../../../packages/core/src/number-system/dual.js";
import type { Elementary } from "../../../packages/core/src/number-system/elementary.js";
import { primeField } from "../../../packages/core/src/number-system/prime-field.js";
import { real } from "../../../packages/core/src/number-system/real.js";
import { pointOf, relativeError, samples } from "./derivatives.js";
import { divisionUndoesMultiplication, ringLaws } from "./laws.js";

const D = dual(real);
const F = primeField();
const at = <A>(value: A, tangent: A): Dual<A> => ({ value, tangent });
const dualOf = <A>(part: fc.Arbitrary<A>): fc.Arbitrary<Dual<A>> => fc.record({ value: part, tangent: part });
const element = fc.bigInt({ min: 0n, max: 2n ** 61n - 2n });

const checkRing = <A>(K: Elementary<A>, arbitrary: fc.Arbitrary<A>): void => {
  for (const [name, law] of Object.entries(ringLaws)) test.prop([arbitrary, arbitrary, arbitrary])(name, law(K));
};

describe("the dual numbers are a commutative ring", () => {
  // Products of three, and sums of a few of them, stay below 2⁵³.
  describe("over the integers of the reals", () => checkRing(D, dualOf(fc.integer({ min: -(2 ** 16), max: 2 ** 16 }))));
  describe("over a prime field", () => checkRing(dual(F), dualOf(element)));
  describe("over the dual numbers over a prime field", () => checkRing(dual(dual(F)), dualOf(dualOf(element))));

  const invertible = dualOf(element).filter((b) => b.value !== 0n);
  test.prop([dualOf(element), invertible])("(a / b) b = a where b has a value part", (a, b) =>
    divisionUndoesMultiplication(dual(F))(a, b, a),
  );
  test.prop([invertible])("a (1 / a) = 1 where a has a value part", (a) => {
    expect(dual(F).mul(a, dual(F).reciprocal(a))).toEqual(dual(F).one);
  });
});

describe("first derivatives", () => {
  for (const sample of samples) {
    const { name, of, derivative } = sample;
    test.prop([pointOf(sample)])(`${name}: dual numbers = complex step = analysis`, (x) => {
      const step = 1e-100;
      const { value, tangent } = of(D)(at(x, 1));
      const bound = relativeError * Math.abs(tangent);
      expect(value).toBe(of(real)(x));
      expect(Math.abs(tangent - of(complex)({ re: x, im: step }).im / step)).toBeLessThanOrEqual(bound);
      expect(Math.abs(tangent - derivative(x))).toBeLessThanOrEqual(bound);
    });
  }

  test.prop([fc.double({ min: 0.1, max: 9, noNaN: true }), fc.double({ min: -4.5, max: 4.5, noNaN: true })])(
    "aᵇ in both arguments at once: (b/a · ȧ + log a · ḃ) aᵇ",
    (a, b) => {
      const { tangent } = D.pow(at(a, 2), at(b, 3));
      // The two summands may cancel, so the bound is relative to their sizes.
      const size = a ** b * (Math.abs((b / a) * 2) + Math.abs(Math.log(a) * 3));
      expect(Math.abs(tangent - a ** b * ((b / a) * 2 + Math.log(a) * 3))).toBeLessThanOrEqual(relativeError * size);
    },
  );

  test("known values", () => {
    expect(D.tanh(at(0, 1))).toEqual(at(0, 1));
    expect(D.sigmoid(at(0, 1))).toEqual(at(0.5, 0.25));
    expect(D.sqrt(at(4, 1))).toEqual(at(2, 0.25));
    expect(D.log(at(1, 3))).toEqual(at(0, 3));
    expect(D.div(at(1, 0), at(2, 1))).toEqual(at(0.5, -0.25));
    expect(D.erf(at(0, 1)).tangent).toBe(2 / Math.sqrt(Math.PI));
  });

  test("a constant exponent takes no logarithm, a constant base no power of b − 1", () => {
    expect(D.pow(at(-3, 1), at(2, 0))).toEqual(at(9, -6));
    expect(D.pow(at(0, 1), at(0, 0))).toEqual(at(1, 0));
    expect(dual(F).pow(at(3n, 1n), at(2n, 0n))).toEqual(at(9n, 6n));
    expect(D.pow(at(2, 0), at(-1, 1)).tangent).toBe(0.5 * Math.LN2);
  });

  test("a zero value does not pass for a zero tangent one level up", () => {
    const DD = dual(D);
    // The exponent's tangent is 0 + 1 ε, not zero, so the logarithm takes part: ∂/∂b eᵇ = e^b at b = 1.
    expect(DD.pow(at(at(Math.E, 0), at(0, 0)), at(at(1, 0), at(0, 1))).tangent.tangent).toBe(Math.E);
  });
});

describe("kinks", () => {
  test("|x|′(0) = 0, and the sign is locally constant", () => {
    expect([-2, 0, 2].map((x) => D.abs(at(x, 5)).tangent + 0)).toEqual([-5, 0, 5]);
    expect([-2, 0, 2].map((x) => D.sign(at(x, 5)))).toEqual([at(-1, 0), at(0, 0), at(1, 0)]);
  });

  test("max and min follow the winner, and share at a tie", () => {
    expect([D.max(at(1, 3), at(2, 5)), D.max(at(2, 3), at(1, 5)), D.max(at(2, 3), at(2, 5))]).toEqual([
      at(2, 5),
      at(2, 3),
      at(2, 4),
    ]);
    expect([D.min(at(1, 3), at(2, 5)), D.min(at(2, 3), at(1, 5)), D.min(at(2, 3), at(2, 5))]).toEqual([
      at(1, 3),
      at(1, 5),
      at(2, 4),
    ]);
    expect(D.max(at(Number.NaN, 3), at(2, 5)).value).toBeNaN();
  });

  test("the order and the number are those of the value; equality looks at both parts", () => {
    expect([D.less(at(1, 9), at(2, 0)), D.same(at(1, 9), at(1, 0)), D.equals(at(1, 9), at(1, 0))]).toEqual([
      true,
      true,
      false,
    ]);
    expect(D.toNumber(at(1, 9))).toBe(1);
  });

  test("a detached number is constant to every order", () => {
    expect(dual(D).detach(at(at(2, 3), at(4, 5)))).toEqual(at(at(2, 0), at(0, 0)));
  });
});

describe("second derivatives", () => {
  const DD = dual(D);
  const DC = dual(complex);
  for (const sample of samples) {
    const { name, of } = sample;
    test.prop([pointOf(sample)])(`${name}: dual over dual = complex step of dual`, (x) => {
      const step = 1e-100;
      const y = of(DD)(at(at(x, 1), at(1, 0)));
      const z: Dual<Complex> = of(DC)(at({ re: x, im: step }, complex.one));
      const first = y.tangent.value;
      expect(y.value.tangent).toBe(first);
      // The second derivative may be a difference of terms the size of the first derivative times 1 + |x| + 1/|x|.
      const bound = relativeError * (Math.abs(y.tangent.tangent) + Math.abs(first) * (1 + Math.abs(x)));
      expect(Math.abs(y.tangent.tangent - z.tangent.im / step)).toBeLessThanOrEqual(bound);
    });
  }

  test("known values: (x³)″ = 6x at a negative base, (1/x)″ = 2/x³", () => {
    expect(DD.pow(at(at(-2, 1), at(1, 0)), DD.fromNumber(3)).tangent).toEqual(at(12, -12));
    expect(DD.reciprocal(at(at(2, 1), at(1, 0))).tangent).toEqual(at(-0.25, 0.25));
  });
});

describe("exact forward mode over a prime field", () => {
  const K = dual(F);
  test.prop([fc.array(element, { minLength: 1, maxLength: 9 }), element])(
    "p′(x) of a polynomial",
    (coefficients, x) => {
      const value = coefficients.reduceRight((sum, c) => K.add(K.mul(sum, at(x, 1n)), at(c, 0n)), K.zero);
      const slope = coefficients.reduce(
        (sum, c, n) => (n === 0 ? sum : F.add(sum, F.mul(F.mul(BigInt(n), c), F.pow(x, BigInt(n - 1))))),
        F.zero,
      );
      expect(value.tangent).toBe(slope);
    },
  );
});
