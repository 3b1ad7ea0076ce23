import { fc, test } from "@fast-check/vitest";
import * as O from "fp-ts/lib/Option.js";
import { List } from "immutable";
import { describe, expect } from "vitest";
import { better } from "../../../packages/mnist/src/training/measure.js";
import type { EpochRecord } from "../../../packages/mnist/src/training/record.js";
import type { Best } from "../../../packages/mnist/src/training/state.js";
import { reasonToStop } from "../../../packages/mnist/src/training/stopping.js";

type Accuracies = Pick<EpochRecord, "validationAccuracy" | "testAccuracy">;

/** Records of epochs `every`, `2 every`, … */
const recordsOf = (accuracies: readonly Accuracies[], every = 1): readonly EpochRecord[] =>
  accuracies.map((measured, index) => ({
    epoch: (index + 1) * every,
    loss: 1,
    trainAccuracy: 1,
    seconds: 1,
    ...measured,
  }));

const bestOf = (records: readonly EpochRecord[]): O.Option<Best> =>
  records.reduce<O.Option<Best>>((best, record) => better(best, [], record), O.none);

/** Why a run with this history is over. */
const reasonOf = (stopping: Parameters<typeof reasonToStop>[0], records: readonly EpochRecord[]): string | null =>
  O.toNullable(reasonToStop(stopping, List(records), bestOf(records)));

/** Shares of which some are equal. */
const shares = fc.constantFrom(0, 0.25, 0.5, 0.75, 1);
const validated = fc.array(fc.record({ validationAccuracy: shares }), { maxLength: 12 });
const tested = fc.array(fc.oneof(fc.record({ testAccuracy: shares }), fc.constant({})), { maxLength: 12 });
const several = fc.integer({ min: 1, max: 4 });

test.prop([fc.oneof(validated, tested)])("a run that has no rule goes on", (accuracies) => {
  expect(reasonOf({ rule: "never" }, recordsOf(accuracies))).toBeNull();
});

describe("patience", () => {
  const validation = (...values: readonly number[]) =>
    recordsOf(values.map((value) => ({ validationAccuracy: value })));

  test("ends after so many epochs without a rise; to be as good again is none", () => {
    const rule = { rule: "patience", epochs: 2 } as const;
    expect(reasonOf(rule, validation(0.5, 0.7, 0.6))).toBeNull();
    expect(reasonOf(rule, validation(0.5, 0.7, 0.6, 0.7))).toBe("the validation accuracy has not risen since epoch 2");
    expect(reasonOf(rule, validation(0.5, 0.7, 0.6, 0.8))).toBeNull();
  });

  test.prop([validated, several, several])(
    "ends where no accuracy of the last epochs is above all before",
    (accuracies, epochs, every) => {
      const records = recordsOf(accuracies, every);
      const now = records.at(-1)?.epoch ?? 0;
      const best = (isIn: (record: EpochRecord) => boolean): number =>
        Math.max(-1, ...records.filter(isIn).map(({ validationAccuracy }) => validationAccuracy ?? Number.NaN));
      const before = best(({ epoch }) => epoch <= now - epochs);
      const isOver = before >= 0 && best(({ epoch }) => epoch > now - epochs) <= before;
      expect(reasonOf({ rule: "patience", epochs }, records) !== null).toBe(isOver);
    },
  );

  test.prop([tested, several])("does not end without validation", (accuracies, epochs) => {
    expect(reasonOf({ rule: "patience", epochs }, recordsOf(accuracies))).toBeNull();
  });
});

describe("test-error-rises", () => {
  const rule = { rule: "test-error-rises" } as const;
  const looks = (...values: readonly (number | undefined)[]) =>
    recordsOf(values.map((value) => (value === undefined ? {} : { testAccuracy: value })));

  test("ends where the test error is larger than at the look before, however long ago that was", () => {
    expect(reasonOf(rule, looks(0.9, undefined, undefined, 0.95))).toBeNull();
    expect(reasonOf(rule, looks(0.9, undefined, 0.95, undefined, 0.9423))).toBe(
      "the test error rose from 5.00 % to 5.77 %",
    );
    expect(reasonOf(rule, looks(0.9, 0.8, 0.8))).toBeNull();
  });

  test.prop([tested])("ends at looks alone, and there when the look before was better", (accuracies) => {
    const seen = accuracies.flatMap((record) => ("testAccuracy" in record ? [record.testAccuracy] : []));
    const isLook = "testAccuracy" in (accuracies.at(-1) ?? {});
    const [before = 0, now = 1] = seen.slice(-2);
    expect(reasonOf(rule, recordsOf(accuracies)) !== null).toBe(isLook && seen.length > 1 && now < before);
  });

  test.prop([validated])("does not end without looks at a test set", (accuracies) => {
    expect(reasonOf(rule, recordsOf(accuracies))).toBeNull();
  });
});
