import { bernoulli, type RandomState, ShapeError, seed } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

const seeds = fc.integer();
const probabilities = fc.double({ min: 0, max: 1, noNaN: true });
const shapes = fc.array(fc.nat({ max: 5 }), { maxLength: 3 });

describe("how often it is 1", () => {
  const count = 100_000;

  /**
   * The deviation of a share of n independent draws is √(p (1 − p) / n). A share is off by more than 5 of them about once in two
   * million seeds; the seed is fixed, so the tests either always pass or never.
   */
  const isShare = (share: number, probability: number, draws: number): boolean =>
    Math.abs(share - probability) <= 5 * Math.sqrt((probability * (1 - probability)) / draws);

  const shareOf = (bits: readonly number[]): number => bits.reduce((sum, bit) => sum + bit, 0) / bits.length;

  for (const probability of [0.001, 0.1, 0.25, 0.5, 0.8, 0.999])
    test(`a share of ${probability}; neighbours are independent, whether they come from one random word or two`, () => {
      const bits = bernoulli([count], probability)(seed(1))[0].toArray();
      expect(shareOf(bits)).toSatisfy((share: number) => isShare(share, probability, count));
      for (const first of [0, 1]) {
        const pairs = Array.from({ length: (count - 2) / 2 }, (_, pair) => {
          const [left = 0, right = 0] = bits.slice(first + 2 * pair, first + 2 * pair + 2);
          return left * right;
        });
        expect(shareOf(pairs)).toSatisfy((share: number) => isShare(share, probability ** 2, pairs.length));
      }
    });

  test.prop([seeds, shapes, fc.constantFrom(0, 2 ** -18)])(
    "never with probability 0, or what rounds to it",
    (...drawn) => {
      const [value, shape, probability] = drawn;
      const [bits] = bernoulli(shape, probability)(seed(value));
      expect([bits.dtype, bits.shape, bits.toArray().every((bit) => bit === 0)]).toEqual(["u8", shape, true]);
    },
  );

  test.prop([seeds, shapes, fc.constantFrom(1, 1 - 2 ** -18)])(
    "always with probability 1, or what rounds to it",
    (...drawn) => {
      const [value, shape, probability] = drawn;
      const [bits] = bernoulli(shape, probability)(seed(value));
      expect([bits.dtype, bits.shape, bits.toArray().every((bit) => bit === 1)]).toEqual(["u8", shape, true]);
    },
  );

  test.prop([seeds, probabilities, probabilities])(
    "where it is 1, it is 1 with any larger probability too",
    (...drawn) => {
      const [value, p, q] = drawn;
      const [rarer, oftener] = [Math.min(p, q), Math.max(p, q)].map((each) =>
        bernoulli([64], each)(seed(value))[0].toArray(),
      );
      expect(rarer?.every((bit, index) => bit <= (oftener?.[index] ?? 0))).toBe(true);
    },
  );
});

describe("the sequence", () => {
  test.prop([seeds, probabilities, fc.nat({ max: 20 })])(
    "an odd number of values is one more, cut short",
    (...drawn) => {
      const [value, probability, half] = drawn;
      const [odd, end] = bernoulli([2 * half + 1], probability)(seed(value));
      const [even, same] = bernoulli([2 * half + 2], probability)(seed(value));
      expect([odd.toArray(), end]).toEqual([even.toArray().slice(0, -1), same]);
    },
  );

  test.prop([seeds, probabilities, fc.nat({ max: 20 }), fc.nat({ max: 20 })])(
    "an even number of values, then others, is all of them at once; the state between may be saved",
    (value, probability, half, rest) => {
      const [first, middle] = bernoulli([2 * half], probability)(seed(value));
      const saved: RandomState = JSON.parse(JSON.stringify(middle));
      const [second, end] = bernoulli([rest], probability)(saved);
      const [both, same] = bernoulli([2 * half + rest], probability)(seed(value));
      expect([[...first.toArray(), ...second.toArray()], end]).toEqual([both.toArray(), same]);
    },
  );

  test.prop([seeds, probabilities, shapes])("a shape only arranges it", (value, probability, shape) => {
    const [bits, end] = bernoulli(shape, probability)(seed(value));
    const [row, same] = bernoulli([bits.size], probability)(seed(value));
    expect([bits.shape, bits.toArray(), end]).toEqual([shape, row.toArray(), same]);
  });

  test("is the same on every machine: these values do not change", () => {
    expect(bernoulli([16], 0.5)(seed(42))[0].toArray()).toEqual([1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1]);
  });
});

describe("refuses", () => {
  for (const probability of [-0.1, 1.1, Number.NaN, Number.POSITIVE_INFINITY])
    test(`a probability of ${probability}`, () => {
      expect(() => bernoulli([2], probability)).toThrow(
        new RangeError(`bernoulli: needs a probability in [0, 1], got ${probability}`),
      );
    });

  test("a size that is none", () => {
    expect(() => bernoulli([2, -1], 0.5)(seed(1))).toThrow(ShapeError);
    expect(() => bernoulli([1.5], 0.5)(seed(1))).toThrow(/^bernoulli: /);
  });
});
