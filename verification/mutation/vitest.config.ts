import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The tests of operations and derivatives, those first that tell right from wrong soonest: the run of a mutant ends at the first failure. */
const files = [
  "tests/core/ops/record.test.ts",
  "tests/core/shape/errors.test.ts",
  "tests/core/ops/kinks.test.ts",
  "tests/core/ops/cotangents.test.ts",
  "tests/core/ops/operand.test.ts",
  "tests/core/autodiff/custom-gradient.test.ts",
  "tests/core/autodiff/grad.test.ts",
  "tests/core/print/diagram.test.ts",
  "tests/core/print/print.test.ts",
  "tests/core/ops/exact.test.ts",
  "tests/core/ops/adjoint.test.ts",
  "tests/core/ops/integers.test.ts",
  "tests/core/ops/readings.test.ts",
  "tests/core/ops/values.test.ts",
  "tests/core/ops/immutability.test.ts",
  "tests/core/autodiff/jacobian.test.ts",
  "tests/core/ops/derivatives.test.ts",
  // Last, so that the library is not loaded as part of a test: what is evaluated as it loads would seem to concern this test alone.
  "verification/mutation/vitest/loads.test.ts",
];

class InOrder extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => files.findIndex((file) => moduleId.endsWith(file));
    return specifications.toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  resolve: {
    alias: {
      "@chainrule/core": here("../../packages/core/src/index.ts"),
      "@fast-check/vitest": here("./vitest/properties.ts"),
    },
  },
  test: {
    include: files,
    // Every run loads the library anew, and once: a mutant of what is evaluated as it loads takes effect, and no file pays for another's.
    isolate: false,
    sequence: { sequencer: InOrder },
    testTimeout: 60_000,
  },
});
