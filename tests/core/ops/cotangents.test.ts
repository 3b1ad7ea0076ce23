import { type Expr, input, isFloating, topological } from "@chainrule/core";
import { describe, expect, test } from "vitest";
import { everySample } from "./samples.js";

const signatureOf = ({ shape, dtype }: Expr) => ({ shape, dtype });

describe("a rule gives each argument a cotangent of the argument's shape and dtype, or none", () => {
  for (const [name, { cases }] of everySample)
    for (const { label, domains, of } of cases)
      test(`${name} ${label}`, () => {
        const value = of(...domains.map(({ shape, dtype }) => input(shape, { dtype })));
        for (const node of topological([value])) {
          const cotangents = node.op.pull(input(node.shape, { dtype: node.dtype }), node);
          expect(cotangents.length).toBe(node.args.length);
          node.args.forEach((arg, place) => {
            const cotangent = cotangents[place];
            // Cotangents of integers are never asked for.
            if (cotangent === undefined || !isFloating(node.dtype)) return;
            expect(signatureOf(cotangent)).toEqual(signatureOf(arg));
          });
        }
      });
});
