import { dual, input, interpret, real } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { prepared } from "../oracles/prepared.js";
import { everySample } from "./samples.js";

const K = dual(real);

describe("the values of a graph in the dual numbers are its real values, as many and to the bit", () => {
  for (const [name, { cases }] of everySample)
    for (const { label, domains, of } of cases)
      test.prop([fc.tuple(...domains.map(({ values }) => values))], { numRuns: 3 })(
        `${name} ${label}`,
        prepared(() => {
          const inputs = domains.map(({ shape, dtype }) => input(shape, { dtype }));
          const outputs = [of(...inputs)];
          const [run, runDual] = [interpret(real, inputs, outputs), interpret(K, inputs, outputs)];
          return (lists) => {
            const [y = []] = run(lists.map((list) => Float64Array.from(list)));
            const [z = []] = runDual(lists.map((list) => list.map((value) => ({ value, tangent: 1 }))));
            expect(Array.from(z, ({ value }) => value)).toEqual(Array.from(y));
          };
        }),
      );
});
