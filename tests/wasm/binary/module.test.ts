import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { ValueType } from "../../../packages/wasm/src/binary/instructions.js";
import { unsigned } from "../../../packages/wasm/src/binary/leb128.js";
import { type BinaryFunction, type BinaryModule, encodeModule } from "../../../packages/wasm/src/binary/module.js";
import { decodeUnsigned } from "./decode.js";

const memory = { pages: 1 };

const nothing: BinaryFunction = { params: [], results: [], locals: [], body: [] };

/** A module as its sections, by the grammar of section 5.5: a number, a size, as many bytes. */
const sectionsOf = (module: BinaryModule): ReadonlyMap<number, readonly number[]> => {
  const [header, sections] = [8, new Map<number, readonly number[]>()];
  const bytes = [...encodeModule(module)];
  for (let [id = -1, ...rest] = bytes.slice(header); id >= 0; [id = -1, ...rest] = rest) {
    const { value, rest: behind } = decodeUnsigned(rest);
    sections.set(id, behind.slice(0, Number(value)));
    rest = behind.slice(Number(value));
  }
  return sections;
};

// The specification's grammar by hand: a function that adds to a global and returns what it was given, and one that calls it.
const golden = [
  // "\0asm", version 1
  [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  // type section: [i32] → [i32], [] → []
  [0x01, 0x09, 0x02, 0x60, 0x01, 0x7f, 0x01, 0x7f, 0x60, 0x00, 0x00],
  // import section: "env" "memory", a memory of at least 1 page
  [0x02, 0x0f, 0x01, 0x03, 0x65, 0x6e, 0x76, 0x06, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 0x02, 0x00, 0x01],
  // function section: types 0 and 1
  [0x03, 0x03, 0x02, 0x00, 0x01],
  // global section: a mutable i32, i32.const 0
  [0x06, 0x06, 0x01, 0x7f, 0x01, 0x41, 0x00, 0x0b],
  // export section: "f", function 0
  [0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00],
  // code section: two bodies
  [0x0a, 0x1d, 0x02],
  // locals: 2 × v128, 1 × f64; global.get 0, local.get 0, i32.add, global.set 0, local.get 0
  [0x10, 0x02, 0x02, 0x7b, 0x01, 0x7c, 0x23, 0x00, 0x20, 0x00, 0x6a, 0x24, 0x00, 0x20, 0x00, 0x0f, 0x0b],
  // no locals; i32.const 3, call 0, i32.eqz, if, end
  [0x0a, 0x00, 0x41, 0x03, 0x10, 0x00, 0x45, 0x04, 0x40, 0x0b, 0x0b],
];

describe("a module", () => {
  it("is what the specification says, byte for byte", () => {
    const bytes = encodeModule({
      memory,
      globals: 1,
      functions: [
        {
          params: ["i32"],
          results: ["i32"],
          locals: ["v128", "v128", "f64"],
          body: [0x23, 0x00, 0x20, 0x00, 0x6a, 0x24, 0x00, 0x20, 0x00, 0x0f],
          exported: "f",
        },
        { ...nothing, body: [0x41, 0x03, 0x10, 0x00, 0x45, 0x04, 0x40, 0x0b] },
      ],
    });
    expect([...bytes]).toEqual(golden.flat());
    expect(WebAssembly.validate(bytes)).toBe(true);
  });

  it("has its sections in the order of the specification, whatever is empty", () => {
    const module = { memory, globals: 0, functions: [] };
    expect([...sectionsOf(module).keys()]).toEqual([1, 2, 3, 6, 7, 10]);
    expect(WebAssembly.validate(encodeModule(module))).toBe(true);
  });

  it("exports those functions that have a name, whatever its letters, and imports a memory", () => {
    const functions = [nothing, { ...nothing, exported: "step" }, nothing, { ...nothing, exported: "∂σ/∂x" }];
    const module = new WebAssembly.Module(encodeModule({ memory, globals: 0, functions }));
    expect(WebAssembly.Module.exports(module)).toEqual([
      { name: "step", kind: "function" },
      { name: "∂σ/∂x", kind: "function" },
    ]);
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: "env", name: "memory", kind: "memory" }]);
  });

  test.prop([fc.nat({ max: 20_000 }), fc.nat({ max: 300 })])("may be long", (size, count) => {
    // nop
    const body = new Array<number>(size).fill(0x01);
    const functions = [...new Array<BinaryFunction>(count).fill(nothing), { ...nothing, body }];
    expect(WebAssembly.validate(encodeModule({ memory, globals: count, functions }))).toBe(true);
  });
});

describe("its memory", () => {
  const instance = (module: BinaryModule, given: WebAssembly.Memory): WebAssembly.Instance =>
    new WebAssembly.Instance(new WebAssembly.Module(encodeModule(module)), { env: { memory: given } });
  const own = { memory: { pages: 3 }, globals: 0, functions: [] };
  const shared = { ...own, memory: { pages: 3, shared: { maximum: 200 } } };

  it("has at least its pages", () => {
    expect(() => instance(own, new WebAssembly.Memory({ initial: 2 }))).toThrow(WebAssembly.LinkError);
    expect(instance(own, new WebAssembly.Memory({ initial: 3 })).exports).toEqual({});
  });

  it("is shared, with a maximum, when asked for", () => {
    // Flag 3: shared, with a maximum.
    expect(sectionsOf(shared).get(2)?.slice(-4)).toEqual([0x03, 0x03, 0xc8, 0x01]);
    const given = (maximum: number): WebAssembly.Memory =>
      new WebAssembly.Memory({ initial: 3, maximum, shared: true });
    expect(instance(shared, given(200)).exports).toEqual({});
    expect(() => instance(shared, given(201))).toThrow(WebAssembly.LinkError);
    expect(() => instance(own, given(200))).toThrow(WebAssembly.LinkError);
    expect(() => instance(shared, new WebAssembly.Memory({ initial: 3, maximum: 200 }))).toThrow(WebAssembly.LinkError);
  });
});

describe("its locals", () => {
  const valueTypes: readonly ValueType[] = ["i32", "i64", "f32", "f64", "v128"];
  const types = fc.constantFrom(...valueTypes);

  /** The runs that a function declares. */
  const runsOf = (locals: readonly ValueType[]): readonly (readonly [count: number, type: number])[] => {
    const code = sectionsOf({ memory, globals: 0, functions: [{ ...nothing, locals }] }).get(10) ?? [];
    // One body, behind its size.
    const { rest: body } = decodeUnsigned(code.slice(1));
    const { value: count, rest: declared } = decodeUnsigned(body);
    let rest = declared;
    return Array.from({ length: Number(count) }, () => {
      const { value, rest: behind } = decodeUnsigned(rest);
      rest = behind.slice(1);
      return [Number(value), behind[0] ?? -1];
    });
  };

  const bytesOf: Readonly<Record<ValueType, number>> = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b };

  const inRuns = fc
    .array(fc.tuple(types, fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constant(200))), { maxLength: 6 })
    .map((runs) => runs.flatMap(([type, count]) => new Array<ValueType>(count).fill(type)));

  test.prop([inRuns])("are declared in runs of one type, as few as there are", (locals) => {
    const runs = runsOf(locals);
    expect(runs.flatMap(([count, type]) => new Array<number>(count).fill(type))).toEqual(
      locals.map((type) => bytesOf[type]),
    );
    expect(runs.filter(([, type], index) => type === runs[index + 1]?.[1])).toEqual([]);
  });

  test.prop([fc.array(types, { minLength: 1, maxLength: 20 }), fc.nat(), types])(
    "have the types that the engine finds",
    (locals, chosen, type) => {
      const index = chosen % locals.length;
      // local.get
      const body = [0x20, ...unsigned(index)];
      const functions = [{ ...nothing, results: [type], locals, body }];
      expect(WebAssembly.validate(encodeModule({ memory, globals: 0, functions }))).toBe(locals[index] === type);
    },
  );
});
