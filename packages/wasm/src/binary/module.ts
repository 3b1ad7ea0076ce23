import { typeBytes, type ValueType } from "./instructions.js";
import { signed, unsigned } from "./leb128.js";

/** A function in binary form: its locals, and the bytes of its body without the final `end`. */
export interface BinaryFunction {
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
  readonly locals: readonly ValueType[];
  readonly body: readonly number[];
  /** The name that it is exported under, if it is. */
  readonly exported?: string;
}

/** The memory that a module imports, in pages of 64 KiB, as `env.memory`. */
export interface ImportedMemory {
  readonly pages: number;
  /** Shared memory needs a maximum. */
  readonly shared?: { readonly maximum: number };
}

/** A module in binary form: functions on an imported memory, and mutable `i32` globals that begin at 0. */
export interface BinaryModule {
  readonly memory: ImportedMemory;
  readonly globals: number;
  readonly functions: readonly BinaryFunction[];
}

const sections = { type: 1, import: 2, function: 3, global: 6, export: 7, code: 10 } as const;

const end = 0x0b;

const vector = (items: readonly (readonly number[])[]): readonly number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];

const text = (value: string): readonly number[] => {
  const bytes = new TextEncoder().encode(value);
  return [...unsigned(bytes.length), ...bytes];
};

const typesOf = (types: readonly ValueType[]): readonly number[] => vector(types.map((type) => [typeBytes[type]]));

const memoryType = ({ pages, shared }: ImportedMemory): readonly number[] =>
  shared === undefined ? [0, ...unsigned(pages)] : [3, ...unsigned(pages), ...unsigned(shared.maximum)];

/** Locals in runs of one type. */
const localsOf = (locals: readonly ValueType[]): readonly number[] => {
  const runs: { count: number; readonly type: ValueType }[] = [];
  for (const type of locals) {
    const last = runs.at(-1);
    if (last?.type === type) last.count++;
    else runs.push({ count: 1, type });
  }
  return vector(runs.map(({ count, type }) => [...unsigned(count), typeBytes[type]]));
};

/** Bytes of many chunks, each of which is copied once. */
const joined = (chunks: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let place = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, place);
    place += chunk.length;
  }
  return bytes;
};

/** A section: its number, its size, its content in chunks. */
const section = (id: number, ...content: readonly (readonly number[])[]): readonly (readonly number[])[] => [
  [id, ...unsigned(content.reduce((size, chunk) => size + chunk.length, 0))],
  ...content,
];

/**
 * The bytes of a module.
 *
 * Source: WebAssembly Core Specification 2.0, section 5.5.
 */
export const encodeModule = ({ memory, globals, functions }: BinaryModule): Uint8Array<ArrayBuffer> => {
  const bodies = functions.flatMap(({ locals, body }) => {
    const declared = localsOf(locals);
    return [[...unsigned(declared.length + body.length + 1), ...declared], body, [end]];
  });
  const exports = functions.flatMap(({ exported }, index) =>
    exported === undefined ? [] : [[...text(exported), 0x00, ...unsigned(index)]],
  );
  return joined([
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(
      sections.type,
      vector(functions.map(({ params, results }) => [0x60, ...typesOf(params), ...typesOf(results)])),
    ),
    ...section(sections.import, vector([[...text("env"), ...text("memory"), 0x02, ...memoryType(memory)]])),
    ...section(sections.function, vector(functions.map((_, index) => unsigned(index)))),
    ...section(
      sections.global,
      vector(Array.from({ length: globals }, () => [typeBytes.i32, 0x01, 0x41, ...signed(0), end])),
    ),
    ...section(sections.export, vector(exports)),
    ...section(sections.code, unsigned(functions.length), ...bodies),
  ]);
};
