import { OrderedMap } from "immutable";

/** A function that the source brings along, and which others that one uses. */
interface Local {
  readonly uses: readonly string[];
  readonly code: string;
}

const reduction = (name: string, doc: string, start: string, step: string): string => `/** ${doc} */
const ${name} = (size: number, f: (index: number) => number): number => {
  let result = ${start};
  for (let index = 0; index < size; index++) ${step};
  return result;
};`;

const local = (name: string, code: string, ...uses: readonly string[]): [string, Local] => [name, { code, uses }];

/** The functions that a source may bring along, in the order in which they stand in it. */
export const prelude: OrderedMap<string, Local> = OrderedMap([
  local(
    "fill",
    `/** f(0), …, f(size − 1). */
const fill = <T>(size: number, f: (index: number) => T): T[] =>
  Array.from({ length: size }, (_, index) => f(index));`,
  ),
  local("sum", reduction("sum", "f(0) + … + f(size − 1).", "0", "result += f(index)")),
  local(
    "max",
    reduction("max", "The largest of f(0), …, f(size − 1).", "-Infinity", "result = Math.max(result, f(index))"),
  ),
  local(
    "min",
    reduction("min", "The smallest of f(0), …, f(size − 1).", "Infinity", "result = Math.min(result, f(index))"),
  ),
  local(
    "argmax",
    `/** The first index at which f is largest. */
const argmax = (size: number, f: (index: number) => number): number =>
  fill(size, f).reduce((best, value, index, values) => (value > values[best] ? index : best), 0);`,
    "fill",
  ),
  local(
    "sigmoid",
    `/** 1 / (1 + e⁻ˣ), with an exponential that cannot overflow. */
const sigmoid = (x: number): number => {
  const decay = Math.exp(-Math.abs(x));
  return x < 0 ? decay / (1 + decay) : 1 / (1 + decay);
};`,
  ),
  local(
    "softplus",
    `/** log(1 + eˣ), with an exponential that cannot overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));`,
  ),
  local(
    "erf",
    `/** 2/√π ∫₀ˣ e^(−t²) dt: a series near 0, a continued fraction beyond (Abramowitz & Stegun 7.1.5 and 7.1.14). */
const erf = (x: number): number => {
  const size = Math.abs(x);
  if (!(size < 6)) return Math.sign(x);
  if (size < 1) {
    let correction = 0;
    for (let n = 1, term = x; n < 20; n++) {
      term *= (-x * x) / n;
      correction += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * (x + correction);
  }
  const depth = 120;
  let tail = (size + Math.sqrt(x * x + 2 * depth + 2)) / 2;
  for (let n = depth; n > 0; n--) tail = size + n / 2 / tail;
  return Math.sign(x) * (1 - Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail));
};`,
  ),
  local(
    "remainder",
    `/** What is left of a when b has been taken from it as often as it goes. */
const remainder = (a: number, b: number): number => a - b * Math.floor(a / b);`,
  ),
]);

/** The functions that code calls, and those which these use. */
export const preludeOf = (code: string): readonly string[] => {
  // Nothing else is called like one of them.
  const called = prelude.filter((_, name) => new RegExp(`(?<![\\p{L}\\d_$.])${name}\\(`, "u").test(code));
  const all = called
    .keySeq()
    .toSet()
    .union(called.valueSeq().flatMap(({ uses }) => uses));
  return prelude
    .filter((_, name) => all.has(name))
    .valueSeq()
    .map((local) => local.code)
    .toArray();
};
