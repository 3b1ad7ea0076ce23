import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { complex as C, type Complex } from "../../../packages/core/src/number-system/complex.js";
import { real } from "../../../packages/core/src/number-system/real.js";
import { pointOf, relativeError, samples } from "./derivatives.js";
import { ringLaws } from "./laws.js";

const epsilon = Number.EPSILON;
const z = (re: number, im: number): Complex => ({ re, im });
const modulus = (a: Complex): number => Math.hypot(a.re, a.im);
const distance = (a: Complex, b: Complex): number => modulus(C.sub(a, b));
const within = (radius: number, floor = 0): fc.Arbitrary<Complex> => {
  const part = fc.double({ min: -radius, max: radius, noNaN: true });
  return fc.record({ re: part, im: part }).filter((a) => modulus(a) >= floor);
};

describe("the complex numbers", () => {
  // Products of three Gaussian integers stay below 2⁴⁸, so that every operation on these is exact.
  const whole = fc.integer({ min: -(2 ** 15), max: 2 ** 15 });
  const gaussian = fc.record({ re: whole, im: whole });
  for (const [name, law] of Object.entries(ringLaws)) test.prop([gaussian, gaussian, gaussian])(name, law(C));

  // Smith's quotient rounds six times and the product four, each by ε/2 of at most twice the modulus.
  test.prop([within(1e6, 1e-6), within(1e6, 1e-6)])("(a / b) b = a to 10 ε", (a, b) => {
    expect(distance(C.mul(C.div(a, b), b), a)).toBeLessThanOrEqual(10 * epsilon * modulus(a));
  });

  test("division forms no square: neither overflow nor underflow", () => {
    expect(C.div(z(1e200, 1e200), z(1e200, 1e200))).toEqual(z(1, 0));
    expect(C.div(z(1e-200, 0), z(0, 1e-200))).toEqual(z(0, -1));
    expect(C.reciprocal(z(0, 0)).re).toBe(Number.POSITIVE_INFINITY);
  });

  test.prop([fc.double({ min: -5, max: 5, noNaN: true })])("on the real axis they are the real numbers", (x) => {
    for (const name of ["exp", "expm1", "sin", "cos", "tanh", "sigmoid", "softplus", "erf"] as const) {
      const { re, im } = C[name](z(x, 0));
      expect(Math.abs(im)).toBe(0);
      // Two evaluations, each correct to about four units in the last place.
      expect(Math.abs(re - real[name](x))).toBeLessThanOrEqual(8 * epsilon * Math.abs(re));
    }
  });
});

describe("identities", () => {
  // The exponential turns the absolute error of the logarithm, |log z| ε ≤ 8 ε, into a relative one.
  test.prop([within(1000, 0.001)])("e^(log z) = z", (a) => {
    expect(distance(C.exp(C.log(a)), a)).toBeLessThanOrEqual(16 * epsilon * modulus(a));
  });

  test.prop([within(3)])("sin² z + cos² z = 1", (a) => {
    const [sine, cosine] = [C.sin(a), C.cos(a)];
    const sum = C.add(C.mul(sine, sine), C.mul(cosine, cosine));
    // Each square is the size of cosh² y and carries the error of two sines and a product.
    expect(distance(sum, C.one)).toBeLessThanOrEqual(16 * epsilon * Math.cosh(a.im) ** 2);
  });

  test.prop([within(5, 0.1).filter((a) => Math.abs(a.im) < 1)])("tanh z = sinh z / cosh z", (a) => {
    const [up, down] = [C.exp(a), C.exp(C.neg(a))];
    // The difference up − down cancels to |sinh z| ≥ |z|/2; |cosh z| ≥ cos 1 > ½.
    const bound = (16 * epsilon * (modulus(up) + modulus(down))) / Math.min(modulus(C.sub(up, down)), 1);
    expect(distance(C.tanh(a), C.div(C.sub(up, down), C.add(up, down)))).toBeLessThanOrEqual(bound);
  });

  test.prop([within(1000, 1e-300)])("(√z)² = z, in the right half-plane", (a) => {
    const root = C.sqrt(a);
    expect(root.re).toBeGreaterThanOrEqual(0);
    expect(distance(C.mul(root, root), a)).toBeLessThanOrEqual(8 * epsilon * modulus(a));
  });

  // |1 + w| ≥ 1 − (e^½ − 1) > ⅓ for |z| ≤ ½, which is how much log1p may magnify an error.
  test.prop([within(0.35, 1e-200)])("log1p(expm1 z) = z, however small z is", (a) => {
    expect(distance(C.log1p(C.expm1(a)), a)).toBeLessThanOrEqual(24 * epsilon * modulus(a));
  });

  test.prop([within(3)])("sigmoid(z) + sigmoid(−z) = 1", (a) => {
    // Near the poles at ±iπ both summands grow.
    const bound = 16 * epsilon * (1 + modulus(C.sigmoid(a))) ** 2;
    expect(distance(C.add(C.sigmoid(a), C.sigmoid(C.neg(a))), C.one)).toBeLessThanOrEqual(bound);
  });

  test.prop([within(3)])("e^softplus(z) = 1 + eᶻ", (a) => {
    const expected = C.add(C.one, C.exp(a));
    expect(distance(C.exp(C.softplus(a)), expected)).toBeLessThanOrEqual(16 * epsilon * (1 + modulus(C.exp(a))));
  });

  test.prop([within(4)])("erf(−z) = −erf z and erf z̄ is the conjugate of erf z", (a) => {
    const { re, im } = C.erf(a);
    expect(C.equals(C.erf(C.neg(a)), z(-re, -im))).toBe(true);
    expect(C.equals(C.erf(z(a.re, -a.im)), z(re, -im))).toBe(true);
  });

  // Both sides lose |b log a| ε ≤ 30 ε to the exponential, thrice.
  test.prop([within(5, 0.2), within(3), within(3)])("aᵇ aᶜ = aᵇ⁺ᶜ", (a, b, c) => {
    const product = C.mul(C.pow(a, b), C.pow(a, c));
    expect(distance(product, C.pow(a, C.add(b, c)))).toBeLessThanOrEqual(90 * epsilon * modulus(product));
  });

  test("iⁱ = e^(−π/2)", () => {
    expect(distance(C.pow(z(0, 1), z(0, 1)), z(Math.exp(-Math.PI / 2), 0))).toBeLessThanOrEqual(epsilon);
  });

  test.prop([within(5, 0.2), fc.integer({ min: 1, max: 9 })])("aⁿ a⁻ⁿ = 1", (a, n) => {
    const product = C.mul(C.pow(a, z(n, 0)), C.pow(a, z(-n, 0)));
    // At most 2 log₂ n = 8 products on either side, each off by less than 2 ε; repeated squaring doubles what it has.
    expect(distance(product, C.one)).toBeLessThanOrEqual(8 * n * epsilon);
  });
});

describe("erf", () => {
  /** `[re z, im z, re erf z, im erf z]`, computed to 60 digits with mpmath 1.3 and rounded to double precision. */
  const reference = [
    [0, 1, 0, 1.6504257587975428],
    [1e-9, 2.5, 5.845148796440576e-7, 130.3957550132469],
    [0.5, 0.5, 0.6426129148548205, 0.4578813944351922],
    [1, -2, -0.536643565778565, 5.049143703447035],
    [-2, 1, -1.0036063427256519, -0.011259006028815025],
    [3, 0.25, 1.0000001178855737, 2.3452504654894034e-5],
    [0, 10, 0, 1.5243074227086696e42],
    [2, 12, -1.9185780595161176e59, -2.232814946690178e59],
    [5, 5, 0.9303796037430951, 0.03893619089512138],
    [6.5, 1, 1, 5.686953659036307e-20],
  ] as const;

  it.for(reference)("erf(%d + %di)", ([x, y, re, im]) => {
    const expected = z(re, im);
    // The exponents are of the size of |z|², and so is what their rounding costs.
    const bound = (4 + x * x + y * y) * epsilon * modulus(expected);
    expect(distance(C.erf(z(x, y)), expected)).toBeLessThanOrEqual(bound);
  });

  test("far out", () => {
    expect(C.erf(z(Number.POSITIVE_INFINITY, 1e-20))).toEqual(z(1, 0));
    expect(C.erf(z(1e200, 1e-20))).toEqual(z(1, 0));
    expect(C.erf(z(1e-300, 1e-200)).im).toBe((2 / Math.sqrt(Math.PI)) * 1e-200);
  });
});

describe("tiny imaginary parts", () => {
  for (const sample of samples) {
    const { name, of, derivative } = sample;
    test.prop([pointOf(sample), fc.integer({ min: -200, max: -20 })])(
      `${name}: im f(x + ih) / h = f′(x)`,
      (x, exponent) => {
        const step = 10 ** exponent;
        const { re, im } = of(C)(z(x, step));
        expect(Math.abs(im / step - derivative(x))).toBeLessThanOrEqual(relativeError * Math.abs(derivative(x)));
        expect(Math.abs(re - of(real)(x))).toBeLessThanOrEqual(relativeError * Math.abs(re));
      },
    );
  }

  test("nothing overflows far from the origin", () => {
    const h = 1e-20;
    expect(C.tanh(z(400, h))).toEqual(z(1, 0));
    expect(C.tanh(z(-1e300, h))).toEqual(z(-1, 0));
    expect([C.sigmoid(z(-800, h)), C.sigmoid(z(800, h))]).toEqual([z(0, 0), z(1, 0)]);
    expect([C.softplus(z(-800, h)), C.softplus(z(800, h))]).toEqual([z(0, 0), z(800, h)]);
    expect([C.sqrt(z(1e308, h)).re, C.sqrt(z(0, 0))]).toEqual([1e154, z(0, 0)]);
    // e^710 is beyond the range, e^710 · 1e-20 is not; rounding its exponent costs up to 710 ε.
    expect(Math.abs(C.exp(z(710, h)).im / Math.exp(710 - Math.log(1e20)) - 1)).toBeLessThanOrEqual(710 * epsilon);
  });

  test("whole powers of a negative number stay off the branch cut", () => {
    expect(C.pow(z(-3, 2 ** -66), z(2, 0))).toEqual(z(9, -6 * 2 ** -66));
    expect(C.pow(z(-2, 0), z(-1, 0))).toEqual(z(-0.5, -0));
    expect([C.pow(z(0, 0), z(0, 0)), C.pow(z(0, 0), z(0.5, 0))]).toEqual([z(1, 0), z(0, 0)]);
  });
});

describe("the order is that of the real parts", () => {
  test("|z| is z or −z, and 0 on the imaginary axis", () => {
    expect([C.abs(z(2, 3)), C.abs(z(-2, 3)), C.abs(z(0, 3))]).toEqual([z(2, 3), z(2, -3), z(0, 0)]);
    expect([C.sign(z(2, 3)), C.sign(z(-2, 3)), C.sign(z(0, 3))]).toEqual([z(1, 0), z(-1, 0), z(0, 0)]);
  });

  test("max and min follow the winner, average at a tie, and hand on NaN", () => {
    expect([C.max(z(1, 3), z(2, 5)), C.max(z(2, 3), z(1, 5)), C.max(z(2, 3), z(2, 5))]).toEqual([
      z(2, 5),
      z(2, 3),
      z(2, 4),
    ]);
    expect([C.min(z(1, 3), z(2, 5)), C.min(z(2, 3), z(2, 5))]).toEqual([z(1, 3), z(2, 4)]);
    expect([C.max(z(Number.NaN, 3), z(2, 5)).re, C.min(z(2, 5), z(Number.NaN, 3)).re]).toEqual([
      Number.NaN,
      Number.NaN,
    ]);
  });

  test("a detached number has no imaginary step", () => {
    expect(C.detach(z(2, 3))).toEqual(z(2, 0));
  });

  test("less and same look at the real part, equals at both", () => {
    expect([C.less(z(1, 9), z(2, 0)), C.same(z(1, 9), z(1, 0)), C.equals(z(1, 9), z(1, 0))]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
