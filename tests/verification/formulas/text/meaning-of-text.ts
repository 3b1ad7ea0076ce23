import { type Nested, real, type Shape, Tensor, tensorFrom } from "@chainrule/core";
import { evaluateText } from "../../../../verification/formulas/text/evaluate.js";
import { parse } from "../../../../verification/formulas/text/parse.js";
import type { Value } from "../../../../verification/formulas/text/value.js";

const shapeIn = (numbers: Nested): Shape =>
  typeof numbers === "number" ? [] : [numbers.length, ...shapeIn(numbers[0] ?? 0)];

const elementsIn = (numbers: Nested): readonly number[] =>
  typeof numbers === "number" ? [numbers] : numbers.flatMap(elementsIn);

const valueIn = (given: Nested | Tensor): Value<number> =>
  given instanceof Tensor
    ? { shape: given.shape, data: given.toArray() }
    : { shape: shapeIn(given), data: elementsIn(given) };

/** What an equation gives `y`, or what else it defines, which may have a given shape. */
export const meaning = (
  text: string,
  known: Readonly<Record<string, Nested | Tensor>> = {},
  shape?: Shape,
  functions?: (name: string) => ((a: number) => number) | undefined,
): Nested => {
  const values = new Map(Object.entries(known).map(([name, numbers]) => [name, valueIn(numbers)]));
  const found = evaluateText(real, parse(text, ["y", ...values.keys()]), {
    valuesOf: (symbol) => values.get(symbol),
    shapeOf: () => shape,
    ...(functions === undefined ? {} : { functions }),
  });
  // Without the sign of a zero, which depends on the order of a sum.
  return tensorFrom(
    found.shape,
    found.data.map((value) => value + 0),
    { dtype: "f64" },
  ).toNested();
};
