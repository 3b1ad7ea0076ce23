import { programs } from "@chainrule/check";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { outcomeOf } from "../../verification/formulas/outcome.js";

test.prop([programs()], { numRuns: 100 })(
  "every equation of a random program's gradient, printed and read back, has the executed value",
  (program) => {
    const { equations, fault, isUndecided } = outcomeOf(program);
    fc.pre(!isUndecided);
    expect({ equations: equations.map(({ text }) => text), fault }).toMatchObject({ fault: undefined });
  },
);
