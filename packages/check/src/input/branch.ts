import { Map as ImmutableMap, isRecord, List } from "immutable";

/** An inner node of a tree of arguments: its children with the paths to them, and how to build or write it anew. */
export interface Branch {
  readonly children: readonly (readonly [path: string, child: unknown])[];
  readonly rebuild: (children: readonly unknown[]) => unknown;
  /** The branch as source text, given that of its children. */
  readonly show: (children: readonly string[]) => string;
}

const property = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));

/** Keys beside values: what both mappings and fields are made of. */
const keyed = (keys: readonly string[], texts: readonly string[]): readonly (readonly [string, string])[] =>
  keys.map((key, index) => [key, texts[index] ?? ""]);

const showFields = (keys: readonly string[], texts: readonly string[]): string =>
  `{ ${keyed(keys.map(property), texts)
    .map(([key, text]) => `${key}: ${text}`)
    .join(", ")} }`;

const fields = (entries: readonly (readonly [string, unknown])[]): Pick<Branch, "children"> => ({
  children: entries.map(([key, child]) => [`.${key}`, child]),
});

const items = (values: readonly unknown[]): Pick<Branch, "children"> => ({
  children: values.map((child, index) => [`[${index}]`, child]),
});

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/**
 * A plain object, array, `List`, `Map` or `Record` as a branch.
 *
 * @throws TypeError for what a tree of arguments cannot hold, with its path.
 */
export const branchOf = (tree: unknown, path: string): Branch => {
  if (Array.isArray(tree))
    return {
      ...items(tree),
      rebuild: (children) => Object.freeze([...children]),
      show: (texts) => `[${texts.join(", ")}]`,
    };
  if (List.isList(tree))
    return {
      ...items(tree.toArray()),
      rebuild: (children) => List(children),
      show: (texts) => `List([${texts.join(", ")}])`,
    };
  if (ImmutableMap.isMap(tree)) {
    const keys = [...tree.keys()];
    const pairs = (texts: readonly string[]) =>
      keyed(
        keys.map((key) => JSON.stringify(key)),
        texts,
      ).map(([key, text]) => `[${key}, ${text}]`);
    return {
      ...fields(keys.map((key) => [String(key), tree.get(key)])),
      rebuild: (children) => ImmutableMap(keys.map((key, index) => [key, children[index]])),
      show: (texts) => `Map([${pairs(texts).join(", ")}])`,
    };
  }
  if (isRecord(tree)) {
    const entries = Object.entries(tree.toObject());
    const keys = entries.map(([key]) => key);
    return {
      ...fields(entries),
      rebuild: (children) => keys.reduce((record, key, index) => record.set(key, children[index]), tree),
      show: (texts) => `Record(${showFields(keys, texts)})()`,
    };
  }
  if (typeof tree === "object" && tree !== null && isPlain(tree)) {
    const entries = Object.entries(tree);
    const keys = entries.map(([key]) => key);
    return {
      ...fields(entries),
      rebuild: (children) => Object.freeze(Object.fromEntries(keys.map((key, index) => [key, children[index]]))),
      show: (texts) => showFields(keys, texts),
    };
  }
  throw new TypeError(
    `checkGradients: ${path} is ${typeof tree === "object" && tree !== null ? `a ${tree.constructor.name}` : String(tree)}; ` +
      "inputs are shaped(…), tensors or numbers, in plain objects, arrays, and Immutable Map, List and Record",
  );
};
