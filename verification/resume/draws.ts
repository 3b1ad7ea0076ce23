import { type RandomState, seed, uniform } from "@chainrule/core";

/** Numbers between 0 and 1, without an end; the same start gives the same numbers. */
export function* draws(start: number): Generator<number, never> {
  let random: RandomState = seed(start);
  for (;;) {
    const [drawn, next] = uniform([], { dtype: "f64" })(random);
    yield drawn.toNumber();
    random = next;
  }
}
