import { elementTypes, encodeModel } from "./schema.js";

/** The name of an array in a graph. */
export type Name = string;

export interface Declared {
  readonly name: Name;
  readonly type: keyof typeof elementTypes;
  readonly shape: readonly number[];
}

interface Node {
  readonly op_type: string;
  readonly input: readonly Name[];
  readonly output: readonly [Name];
  readonly attribute: readonly object[];
}

const FLOAT = 1;
const INT = 2;
const INTS = 7;

/** Whole numbers, but for the factors that the format has as floats. */
const attribute = (name: string, value: number | readonly number[]): object => {
  if (typeof value !== "number") return { name, ints: value, type: INTS };
  return name === "alpha" || name === "beta" ? { name, f: value, type: FLOAT } : { name, i: value, type: INT };
};

/** Writes down operations in the order in which they are called, each with a name for its result. */
export interface Writer {
  readonly op: (
    type: string,
    inputs: readonly Name[],
    attributes?: Readonly<Record<string, number | readonly number[]>>,
    result?: Name,
  ) => Name;
  /** A scalar, or a list of whole numbers. */
  readonly constant: (value: number | readonly number[]) => Name;
}

const initializer = (name: Name, value: number | readonly number[]): object =>
  typeof value === "number"
    ? { name, dims: [], data_type: elementTypes.f32, float_data: [value] }
    : { name, dims: [value.length], data_type: elementTypes.i64, int64_data: value };

const info = ({ name, type, shape }: Declared): object => ({
  name,
  type: { tensor_type: { elem_type: elementTypes[type], shape: { dim: shape.map((size) => ({ dim_value: size })) } } },
});

/** The bytes of the model whose operations `build` writes down. */
export const modelOf = (
  inputs: readonly Declared[],
  outputs: readonly Declared[],
  build: (writer: Writer) => void,
): Uint8Array => {
  const node: Node[] = [];
  const initializers: object[] = [];
  build({
    op: (op_type, input, attributes = {}, result = `t${node.length}`) => {
      const list = Object.entries(attributes).map(([name, value]) => attribute(name, value));
      node.push({ op_type, input, output: [result], attribute: list });
      return result;
    },
    constant: (value) => {
      const name = `c${initializers.length}`;
      initializers.push(initializer(name, value));
      return name;
    },
  });
  return encodeModel({
    ir_version: 8,
    opset_import: [{ domain: "", version: 17 }],
    graph: { name: "graph", node, initializer: initializers, input: inputs.map(info), output: outputs.map(info) },
  });
};
