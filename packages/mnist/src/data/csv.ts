import { adopt } from "@chainrule/core/backend";
import { parse } from "csv-parse/sync";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import { List } from "immutable";
import type { CsvError } from "./csv-error.js";
import type { OpenFile } from "./file.js";
import type { FileError } from "./file-error.js";
import type { Samples } from "./samples.js";

const GREATEST_LABEL = 9;
const GREATEST_PIXEL = 255;
const NEWLINE = 0x0a;

/** No line is longer, so that no more than that waits for its end: images of 500 × 500 fit. */
const LONGEST_LINE = 2 ** 20;

/** What numbers are written as. There are too many fields to parse each. */
const NUMBERS = new Map(Array.from({ length: GREATEST_PIXEL + 1 }, (_, value) => [`${value}`, value]));

/** Quotes have no meaning, so that each line is one record; the number of fields is checked here. */
const FORMAT = { quote: null, escape: null, relax_column_count: true, record_delimiter: ["\r\n", "\n"] };

/** A file read so far. */
interface Reading {
  readonly source: string;
  /** The next line, counted from 1. */
  readonly line: number;
  /** How many there are on each line; unknown before the first one. */
  readonly fields: number | undefined;
  /** A byte for each field of the lines decoded. */
  readonly decoded: List<Uint8Array>;
  /** A line whose end has not been read. */
  readonly begun: Uint8Array;
}

const isBlank = (record: readonly string[]): boolean => record.length === 1 && record[0] === "";

const isHeader = (record: readonly string[]): boolean => !record.some((field) => /^\d+$/.test(field));

const numberIn = (field: string): number | undefined =>
  NUMBERS.get(field) ?? (/^\d+$/.test(field) ? Number(field) : undefined);

/** The bytes of one line. */
const decodeRecord = (
  at: Pick<Reading, "source" | "line">,
  record: readonly string[],
  fields: number,
): E.Either<CsvError, Uint8Array> => {
  const found = record.length;
  if (found !== fields)
    return E.left({ _tag: "WrongFieldCount", ...at, column: Math.min(fields, found) + 1, expected: fields, found });
  const bytes = new Uint8Array(fields);
  for (const [index, field] of record.entries()) {
    const value = numberIn(field);
    const greatest = index === 0 ? GREATEST_LABEL : GREATEST_PIXEL;
    if (value === undefined || value > greatest)
      return E.left({ _tag: "WrongField", ...at, column: index + 1, greatest, found: field });
    bytes[index] = value;
  }
  return E.right(bytes);
};

/** Decodes whole lines. The first line of the file tells how many fields there are; it is skipped where none of them is a number. */
const decodeLines = (reading: Reading, text: Uint8Array): E.Either<CsvError, Reading> => {
  const { source } = reading;
  const records = parse(text, { ...FORMAT, bom: reading.line === 1 });
  const rows: Uint8Array[] = [];
  let { fields } = reading;
  for (const [index, record] of records.entries()) {
    if (isBlank(record)) continue;
    const at = { source, line: reading.line + index };
    if (fields === undefined) {
      fields = record.length;
      const pixels = fields - 1;
      if (pixels === 0 || !Number.isInteger(Math.sqrt(pixels)))
        return E.left({ _tag: "NotSquare", ...at, column: fields, pixels });
      if (isHeader(record)) continue;
    }
    const row = decodeRecord(at, record, fields);
    if (E.isLeft(row)) return row;
    rows.push(row.right);
  }
  const decoded = reading.decoded.push(Buffer.concat(rows));
  return E.right({ ...reading, line: reading.line + records.length, fields, decoded });
};

/** Decodes the lines that end in a piece of the file. */
const decodePiece = (reading: Reading, piece: Uint8Array): E.Either<CsvError, Reading> => {
  const { source, line } = reading;
  const text = Buffer.concat([reading.begun, piece]);
  const end = text.lastIndexOf(NEWLINE) + 1;
  const begun = text.subarray(end);
  return begun.length > LONGEST_LINE
    ? E.left({ _tag: "LineTooLong", source, line, column: 1, limit: LONGEST_LINE })
    : decodeLines({ ...reading, begun }, text.subarray(0, end));
};

/** Labels and pixels, apart. */
const samplesOf = ({ source, line, fields, decoded }: Reading): E.Either<CsvError, Samples> => {
  const rows = Buffer.concat(decoded.toArray());
  if (fields === undefined || rows.length === 0) return E.left({ _tag: "NoLines", source, line, column: 1 });
  const count = rows.length / fields;
  const size = fields - 1;
  const side = Math.sqrt(size);
  const labels = new Uint8Array(count);
  const pixels = new Uint8Array(count * size);
  for (let index = 0; index < count; index++) {
    const row = rows.subarray(index * fields, (index + 1) * fields);
    labels.set(row.subarray(0, 1), index);
    pixels.set(row.subarray(1), index * size);
  }
  return E.right({ images: adopt([count, side, side], pixels), labels: adopt([count], labels) });
};

/**
 * Decodes a CSV file, one sample a line, `label,pixel,…,pixel`, after a header line or without one; the images are square. Left when
 * the file is anything else. What the format cannot tell: whether digits of the very last number were cut off.
 */
export const decodeCsv = async ({ path, pieces, most }: OpenFile): Promise<E.Either<CsvError | FileError, Samples>> => {
  let reading: Reading = { source: path, line: 1, fields: undefined, decoded: List(), begun: new Uint8Array() };
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > most) return E.left({ _tag: "FileTooLong", path, limit: most });
    const next = decodePiece(reading, piece);
    if (E.isLeft(next)) return next;
    reading = next.right;
  }
  return pipe(decodeLines(reading, reading.begun), E.flatMap(samplesOf));
};
