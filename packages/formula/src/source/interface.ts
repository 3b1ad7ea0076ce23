import type { Shape } from "@chainrule/core";

/** A value by its name, and the sizes of its nested arrays. */
export interface Field {
  readonly name: string;
  readonly shape: Shape;
}

/** Nested arrays of numbers, as a type. */
export const typeOf = (shape: Shape): string =>
  shape.reduceRight<string>((item) => (item === "number" ? "readonly number[]" : `readonly (${item})[]`), "number");

/** The sizes of nested arrays, from the outside in. */
const sizesOf = (shape: Shape): string => (shape.length === 0 ? "" : ` // ${shape.join(" × ")}`);

/** An interface of nested arrays. */
export const interfaceOf = (name: string, fields: readonly Field[]): string =>
  [
    `export interface ${name} {`,
    ...fields.map((field) => `  readonly ${field.name}: ${typeOf(field.shape)};${sizesOf(field.shape)}`),
    "}",
  ].join("\n");
