import { real } from "@chainrule/core";
import { fc, it } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { atom, type Style, scalarText, shortened, sumOf } from "../../../packages/formula/src/explain/scalar-text.js";
import { evaluate } from "../../../packages/formula/src/term/evaluate.js";
import { realOf } from "../../../packages/formula/src/term/rational.js";
import {
  call,
  difference,
  element,
  half,
  negative,
  number,
  one,
  power,
  product,
  quotient,
  reciprocal,
  square,
  squareRoot,
  sum,
  type Term,
  truth,
} from "../../../packages/formula/src/term/term.js";

const scalar = (name: string): Term => element({ name, kind: "value", shape: [], isOneHot: false }, []);
const [a, b, c] = [scalar("a"), scalar("b"), scalar("c")];

const style: Style = {
  element: ({ of }) => atom(of.name),
  number: (value) => atom(String(realOf(value)).replace("-", "−")),
  functionSign: (name) => ({ sigmoid: "σ", maximum: "max", minimum: "min" })[name] ?? name,
  times: " ",
};

describe("terms without indices as text", () => {
  test.each<readonly [Term, string]>([
    [product(a, difference(one, a)), "a (1 − a)"],
    [negative(difference(a, b)), "−(a − b)"],
    [sum(negative(product(a, b)), c), "c − a b"],
    [sum(negative(a), negative(b)), "−a − b"],
    [sum(c, negative(product(half, a, b))), "c − 0.5 a b"],
    [product(a, negative(b)), "−a b"],
    [quotient(difference(a, b), c), "(a − b)/c"],
    [quotient(product(a, b), product(b, c)), "(a b)/(b c)"],
    [product(a, b, power(c, number(-2))), "(a b)/c²"],
    [reciprocal(sum(one, call("exp", negative(a)))), "1/(1 + exp(−a))"],
    [square(difference(a, b)), "(a − b)²"],
    [squareRoot(sum(a, b)), "√(a + b)"],
    [power(a, b), "a^(b)"],
    [power(square(a), number(3)), "(a²)³"],
    [power(a, number(12)), "a^(12)"],
    [call("sigmoid", sum(a, b)), "σ(a + b)"],
    [call("maximum", a, call("maximum", b, c)), "max(a, b, c)"],
    [call("abs", a), "|a|"],
    [truth(">", a, number(0)), "[a > 0]"],
    [product(number(-1), number(3), a), "−3 a"],
    [product(number(2), half), "1"],
  ])("%#: %s", (term, text) => {
    expect(scalarText(term, style).text).toBe(text);
  });

  test("long sums are shortened", () => {
    const names = "abcdefghijkl".split("");
    expect(sumOf(names)).toBe("a + b + c + … + l");
    expect(shortened(names.slice(0, 8), "…")).toEqual(names.slice(0, 8));
  });

  test.each(["index", "reduce", "choice"] as const)("an %s is a defect", (kind) => {
    const index = { id: 0, size: 2 };
    const terms: Readonly<Record<typeof kind, Term>> = {
      index: { kind: "index", index },
      reduce: { kind: "reduce", by: "sum", over: [index], body: a },
      choice: { kind: "choice", condition: a, yes: b, no: c },
    };
    expect(() => scalarText(terms[kind], style)).toThrow(new RangeError(`a term without indices has no ${kind}`));
  });

  const { term } = fc.letrec<{ term: Term }>((tie) => ({
    term: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(a, b, c, number(2), number(-3), half),
      fc.array(tie("term"), { minLength: 2, maxLength: 3 }).map((terms) => sum(...terms)),
      fc.array(tie("term"), { minLength: 2, maxLength: 3 }).map((terms) => product(...terms)),
      tie("term").map(negative),
      tie("term").map(reciprocal),
      tie("term").map(square),
    ),
  }));

  const values: Readonly<Record<string, number>> = { a: 0.7, b: -1.3, c: 2.1 };
  /** The text read by the engine's own parser: `x²` as `x**2`, ` ` as `*`. */
  const read = (text: string): number => {
    const code = text.replaceAll("²", "**2").replaceAll(" × ", "*").replaceAll("−", "-");
    return new Function(...Object.keys(values), `return ${code};`)(...Object.values(values));
  };

  it.prop([term])("numbers put in parentheses where they need them: the text has the term's value", (it) => {
    const [value = Number.NaN] = evaluate(real, it, [], { valuesOf: ({ name }) => [values[name] ?? Number.NaN] });
    fc.pre(Number.isFinite(value) && Math.abs(value) > 1e-3 && Math.abs(value) < 1e6);
    // A unary minus before a power is no JavaScript: every one gets parentheses of its own.
    const text = scalarText(it, { ...style, times: " × " })
      .text.replace(/−(?=[a-z\d(])/gu, "−1 * ")
      .replaceAll(" − 1 * ", " − ");
    // Of more than eight addends some are left out.
    fc.pre(!text.includes("…"));
    // Quotients and products are regrouped, sums are not; a hundred roundings at most, and cancellation hides a thousandth.
    expect(Math.abs(read(text) - value)).toBeLessThan(1e5 * Number.EPSILON * Math.max(1, Math.abs(value)));
  });
});
