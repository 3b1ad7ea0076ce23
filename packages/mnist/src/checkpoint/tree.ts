import { leavesOf, replaceLeaves, type Signature, sameShape, showSignature, Tensor } from "@chainrule/core";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import type { CheckpointError } from "./checkpoint-error.js";
import { sha256 } from "./digest.js";
import { encodeSafetensors, type Safetensors } from "./safetensors.js";

/**
 * The tensors of a tree and their names, which say where they stand: `parameters[0].weights`.
 *
 * @throws TypeError when a leaf is no tensor, or when two have the same name because a field has a dot or a bracket in its own.
 */
export const tensorsOf = (prefix: string, tree: unknown): readonly (readonly [string, Tensor])[] => {
  const named = leavesOf(tree, prefix).map(({ path, leaf }) => {
    if (leaf instanceof Tensor) return [path, leaf] as const;
    throw new TypeError(
      `${path}: a checkpoint holds tensors, got ${typeof leaf === "number" ? leaf : "an expression"}`,
    );
  });
  const names = named.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new TypeError(`${twice}: two tensors of the tree have this name`);
  return named;
};

const isUnder = (prefix: string, name: string): boolean =>
  name === prefix || name.startsWith(`${prefix}.`) || name.startsWith(`${prefix}[`);

const show = (signature: Signature | undefined): string =>
  signature === undefined ? "nothing" : showSignature(signature);

/**
 * The tree again, in the form of `form`, from the tensors under a prefix: `restoreTree(t, p, tensorsOf(p, t)) = right(t)`. Left when
 * one is missing, extra, or of another shape or dtype than its counterpart in `form`.
 */
export const restoreTree = <T>(
  form: T,
  prefix: string,
  { tensors }: Pick<Safetensors, "tensors">,
  source: string,
): E.Either<CheckpointError, T> => {
  const wanted = new Map(tensorsOf(prefix, form));
  const names = [...wanted.keys(), ...[...tensors.keys()].filter((name) => isUnder(prefix, name) && !wanted.has(name))];
  return pipe(
    names,
    E.traverseArray((name): E.Either<CheckpointError, Tensor> => {
      const [expected, found] = [wanted.get(name), tensors.get(name)];
      const isSame =
        expected !== undefined && expected.dtype === found?.dtype && sameShape(expected.shape, found.shape);
      return isSame
        ? E.right(found)
        : E.left({ _tag: "CheckpointTensor", source, tensor: name, expected: show(expected), found: show(found) });
    }),
    // Safe: each tensor has the shape and dtype of the one whose place it takes.
    E.map((leaves) => replaceLeaves(form, leaves) as T),
  );
};

/** SHA-256, in hexadecimal, of the safetensors file that holds the parameters alone: of their names, dtypes, shapes and bytes. */
export const parametersHash = (parameters: unknown): string =>
  sha256(encodeSafetensors(new Map(tensorsOf("parameters", parameters))));
