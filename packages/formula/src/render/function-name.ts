import type { Naming } from "./naming.js";

/** How a function is written: a word or a letter, and primes where it is a derivative. */
export interface CalledFunction {
  readonly sign: string;
  readonly primes: string;
}

const signs = new Map(Object.entries({ sigmoid: "σ", maximum: "max", minimum: "min" }));

/** The sign of a function; the sigmoid is written out beside a variable σ. */
export const functionCalled = (name: string, { symbols }: Naming): CalledFunction => {
  const [, own = name, primes = ""] = /^(.*?)([′']*)$/u.exec(name) ?? [];
  const sign = signs.get(own) ?? own;
  return { sign: sign === "σ" && symbols.has("σ") ? "sigmoid" : sign, primes };
};
