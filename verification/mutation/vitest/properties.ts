import * as fc from "fast-check";
import { test as plain } from "vitest";

// The same samples every time, so that a report can be reproduced; and which of them fails is all there is to know.
fc.configureGlobal({ seed: 1, endOnFailure: true });

/**
 * What the tests use of `@fast-check/vitest`, which as it loads builds every chain of modifiers (`test.skip.only.…`): that takes longer than
 * most mutants need to be killed.
 */
export const test = Object.assign(plain.bind(undefined), {
  each: plain.each,
  prop:
    <Ts extends [unknown, ...unknown[]]>(
      arbitraries: { [I in keyof Ts]: fc.Arbitrary<Ts[I]> },
      parameters?: fc.Parameters<Ts>,
    ) =>
    (name: string, predicate: (...args: Ts) => unknown): void =>
      plain(name, () =>
        fc.assert(
          fc.asyncProperty(...arbitraries, async (...args: Ts) => (await predicate(...args)) !== false),
          parameters,
        ),
      ),
});
export { fc };
