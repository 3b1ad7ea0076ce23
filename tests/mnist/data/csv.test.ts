import { tensor } from "@chainrule/core";
import { fc, test as property } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import { describe, expect, it } from "vitest";
import { decodeCsv } from "../../../packages/mnist/src/data/csv.js";
import { showDataError } from "../../../packages/mnist/src/data/load-error.js";
import type { Samples } from "../../../packages/mnist/src/data/samples.js";
import { openFile } from "./open-file.js";

const u8 = { dtype: "u8" } as const;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The lines of a decoded file, or what is wrong with it. */
const decoded = async (text: string, size = 7): Promise<string | readonly (readonly number[])[]> =>
  E.matchW(showDataError, ({ images, labels }: Samples) => {
    const pixels = images.toArray();
    const each = pixels.length / labels.size;
    return labels.toArray().map((label, row) => [label, ...pixels.slice(row * each, (row + 1) * each)]);
  })(await decodeCsv(openFile("t.csv", bytesOf(text), size)));

const byte = fc.integer({ min: 0, max: 255 });

/** Lines of one length: a label, and the pixels of a square. */
const lines = fc.integer({ min: 1, max: 3 }).chain((side) =>
  fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 9 }), fc.array(byte, { minLength: side * side, maxLength: side * side }))
      .map(([label, pixels]) => [label, ...pixels]),
    { minLength: 1, maxLength: 6 },
  ),
);

const layout = fc.record({
  header: fc.boolean(),
  mark: fc.boolean(),
  newline: fc.constantFrom("\n", "\r\n", "\n\n"),
  final: fc.boolean(),
});

type Layout = typeof layout extends fc.Arbitrary<infer Value> ? Value : never;

const encode = (rows: readonly (readonly number[])[], { header, mark, newline, final }: Layout): string => {
  const names = rows[0]?.map((_, column) => (column === 0 ? "label" : `p${column - 1}`)) ?? [];
  const text = [...(header ? [names] : []), ...rows].map((row) => row.join(",")).join(newline);
  return `${mark ? "\ufeff" : ""}${text}${final ? newline : ""}`;
};

describe("what decodes", () => {
  it("is a label and the pixels of a square image, row by row", async () => {
    const samples = await decodeCsv(openFile("t.csv", bytesOf("5,1,2,3,4\n0,0,255,007,9\n")));
    if (E.isLeft(samples)) throw new Error(showDataError(samples.left));
    expect(samples.right.labels).toEqual(tensor([5, 0], u8));
    expect(samples.right.images).toEqual(
      tensor(
        [
          [
            [1, 2],
            [3, 4],
          ],
          [
            [0, 255],
            [7, 9],
          ],
        ],
        u8,
      ),
    );
  });

  property.prop([lines, layout, fc.integer({ min: 1, max: 40 })])(
    "in any layout and however it is cut into pieces",
    async (rows, how, size) => {
      expect(await decoded(encode(rows, how), size)).toEqual(rows);
    },
  );
});

describe("what does not decode", () => {
  const first = "t.csv: line 1, column";
  it.each([
    [
      "a word for a pixel",
      "1,2\n3,x\n",
      't.csv: line 2, column 2: wrong pixel 0: expected a whole number from 0 to 255, found "x"',
    ],
    ["a fraction", "1,2,3,4.5,6", `${first} 4: wrong pixel 2: expected a whole number from 0 to 255, found "4.5"`],
    ["a negative number", "1,-2", `${first} 2: wrong pixel 0: expected a whole number from 0 to 255, found "-2"`],
    ["a number above 255", "1,256", `${first} 2: wrong pixel 0: expected a whole number from 0 to 255, found "256"`],
    ["an empty field", "1,", `${first} 2: wrong pixel 0: expected a whole number from 0 to 255, found ""`],
    [
      "a quoted field",
      '1,"2"\n3,"4"',
      `${first} 2: wrong pixel 0: expected a whole number from 0 to 255, found "\\"2\\""`,
    ],
    ["a label that is no digit", "10,2", `${first} 1: wrong label: expected a whole number from 0 to 9, found "10"`],
    [
      "a long field",
      `1,${"x".repeat(99)}`,
      `${first} 2: wrong pixel 0: expected a whole number from 0 to 255, found "${"x".repeat(24)}"…`,
    ],
    [
      "a line too short",
      "1,2,3,4,5\n\n1,2,3\n",
      "t.csv: line 3, column 4: wrong number of fields: expected 5 (a label and 4 pixels), found 3",
    ],
    [
      "a line too long",
      "1,2\n1,2,3",
      "t.csv: line 2, column 3: wrong number of fields: expected 2 (a label and 1 pixels), found 3",
    ],
    [
      "pixels of no square",
      "1,2,3",
      `${first} 3: no square image: expected a label and a square number of pixels, found 2 pixels`,
    ],
    [
      "no pixels",
      "<!doctype html>\n<html>",
      `${first} 1: no square image: expected a label and a square number of pixels, found 0 pixels`,
    ],
    ["nothing", "", `${first} 1: no samples: expected at least one line \`label,pixel,…,pixel\``],
    [
      "blank lines",
      "\n\r\n\n",
      "t.csv: line 4, column 1: no samples: expected at least one line `label,pixel,…,pixel`",
    ],
    [
      "a header alone",
      "label,p0\n",
      "t.csv: line 2, column 1: no samples: expected at least one line `label,pixel,…,pixel`",
    ],
    [
      "a second header",
      "label,p0\nlabel,p0\n",
      't.csv: line 2, column 1: wrong label: expected a whole number from 0 to 9, found "label"',
    ],
  ])("%s", async (_, text, message) => {
    expect(await decoded(text)).toBe(message);
    expect(await decoded(text, 1000)).toBe(message);
  });

  it("a line without end, of which no more is read than a line may have", async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        taken += 2 ** 18;
        yield new Uint8Array(2 ** 18).fill(",".charCodeAt(0));
      }
    }
    const file = { path: "t.csv", pieces: endless(), most: Number.POSITIVE_INFINITY };
    expect(E.mapLeft(showDataError)(await decodeCsv(file))).toEqual(
      E.left("t.csv: line 1, column 1: the line is too long: expected at most 1048576 bytes"),
    );
    expect(taken).toBe(2 ** 20 + 2 ** 18);
  });

  it("more lines than are taken of any file", async () => {
    const file = openFile("t.csv", bytesOf("1,2\n".repeat(100)), 8, 50);
    expect(E.mapLeft(showDataError)(await decodeCsv(file))).toEqual(
      E.left("t.csv: too long: expected contents of at most 50 bytes"),
    );
  });
});

it("a file that was cut off anywhere is faulted there, but after a line, or within the last number", async () => {
  const header = "label,p0,p1,p2,p3\r\n";
  const whole = `${header}7,0,25,255,1\r\n3,200,0,0,17\r\n`;
  const right: string[] = [];
  for (const length of Array.from(whole).keys()) {
    const text = whole.slice(0, length);
    const result = await decoded(text);
    if (typeof result === "string") expect(result).toMatch(/^t\.csv: line [123], column [1-5]: .+: expected .+/);
    else right.push(result.map((row) => row.join()).join("\r\n"));
  }
  const first = "7,0,25,255,1";
  expect(right).toEqual([first, first, `${first}\r\n3,200,0,0,1`, `${first}\r\n3,200,0,0,17`]);
});

property.prop([fc.string({ unit: fc.constantFrom("0", "1", "9", ",", ",", "\n", "\r", "x", '"', "-") })], {
  numRuns: 2000,
})("whatever the text, it decodes or is faulted where it is wrong", async (text) => {
  const result = await decoded(text);
  if (typeof result === "string") expect(result).toMatch(/^t\.csv: line \d+, column \d+: .+: expected .+/);
  else expect(result.length).toBeGreaterThan(0);
});
