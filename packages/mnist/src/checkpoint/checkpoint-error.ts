import { type SafetensorsError, showSafetensorsError } from "./safetensors-error.js";

/** What can keep a run from going on from a checkpoint; `showCheckpointError` renders it. `source` is the name of the file. */
export type CheckpointError =
  /** The file is not there, or cannot be read. */
  | { readonly _tag: "CheckpointUnreadable"; readonly source: string; readonly reason: string }
  /** The bytes are no safetensors file; `fault` says where. */
  | { readonly _tag: "CheckpointMalformed"; readonly source: string; readonly fault: SafetensorsError }
  /** A safetensors file that something else wrote: it lacks the field that makes it a checkpoint. */
  | { readonly _tag: "CheckpointForeign"; readonly source: string; readonly field: string }
  /** Some byte is not what was written: the digest that the file has of itself is not the digest of its bytes. */
  | {
      readonly _tag: "CheckpointDamaged";
      readonly source: string;
      readonly field: string;
      readonly expected: string;
      readonly found: string;
    }
  /** A layout that this version does not know. */
  | {
      readonly _tag: "CheckpointVersion";
      readonly source: string;
      readonly field: string;
      readonly expected: number;
      readonly found: number;
    }
  /** A field of the metadata is missing, unknown, or of another type. */
  | { readonly _tag: "CheckpointField"; readonly source: string; readonly field: string; readonly reason: string }
  /** A tensor is missing, extra, or of another dtype or shape, as in `f32[784, 10]`; where there is none, it is `nothing`. */
  | {
      readonly _tag: "CheckpointTensor";
      readonly source: string;
      readonly tensor: string;
      readonly expected: string;
      readonly found: string;
    };

/**
 * Renders what is wrong with a checkpoint: the file, the byte or the field, what was expected and what was found.
 *
 * @example
 * import { showCheckpointError } from "@chainrule/mnist";
 * const message = showCheckpointError({
 *   _tag: "CheckpointTensor",
 *   source: "runs/a/checkpoint.safetensors",
 *   tensor: "parameters[0].weights",
 *   expected: "f32[784, 10]",
 *   found: "f32[784, 9]",
 * });
 * assert.equal(
 *   message,
 *   "runs/a/checkpoint.safetensors: tensor parameters[0].weights: expected f32[784, 10], found f32[784, 9]",
 * );
 */
export const showCheckpointError = (error: CheckpointError): string => {
  const { source } = error;
  switch (error._tag) {
    case "CheckpointUnreadable":
      return `${source}: the checkpoint cannot be read (${error.reason})`;
    case "CheckpointMalformed":
      return showSafetensorsError(error.fault);
    case "CheckpointForeign":
      return `${source}: not a checkpoint of Chainrule: ${error.field} is missing`;
    case "CheckpointDamaged":
      return `${source}: damaged: ${error.field} is ${error.expected}, but that of the bytes is ${error.found}`;
    case "CheckpointVersion":
      return `${source}: ${error.field}: expected layout ${error.expected}, found layout ${error.found}, of another version of Chainrule`;
    case "CheckpointField":
      return `${source}: ${error.field}: ${error.reason}`;
    case "CheckpointTensor":
      return `${source}: tensor ${error.tensor}: expected ${error.expected}, found ${error.found}`;
  }
};
