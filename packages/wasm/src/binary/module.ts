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
  const bytes = [...value].map((letter) => letter.codePointAt(0) ?? 0);
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

/** Appends without spreading: bodies are long. */
const append = (target: number[], bytes: readonly number[]): void => {
  for (const byte of bytes) target.push(byte);
};

/**
 * The bytes of a module.
 *
 * Source: WebAssembly Core Specification 2.0, section 5.5.
 */
export const encodeModule = ({ memory, globals, functions }: BinaryModule): Uint8Array<ArrayBuffer> => {
  const out: number[] = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  const section = (id: number, content: readonly number[]): void => {
    out.push(id);
    append(out, unsigned(content.length));
    append(out, content);
  };

  section(
    sections.type,
    vector(functions.map(({ params, results }) => [0x60, ...typesOf(params), ...typesOf(results)])),
  );
  section(sections.import, vector([[...text("env"), ...text("memory"), 0x02, ...memoryType(memory)]]));
  section(sections.function, vector(functions.map((_, index) => unsigned(index))));
  section(
    sections.global,
    vector(Array.from({ length: globals }, () => [typeBytes.i32, 0x01, 0x41, ...signed(0), end])),
  );
  section(
    sections.export,
    vector(
      functions.flatMap(({ exported }, index) =>
        exported === undefined ? [] : [[...text(exported), 0x00, ...unsigned(index)]],
      ),
    ),
  );

  const code: number[] = [...unsigned(functions.length)];
  for (const { locals, body } of functions) {
    const declared = localsOf(locals);
    append(code, unsigned(declared.length + body.length + 1));
    append(code, declared);
    append(code, body);
    code.push(end);
  }
  section(sections.code, code);
  return Uint8Array.from(out);
};
