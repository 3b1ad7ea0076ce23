import { interpret } from "../interpret/interpret.js";
import { real } from "../number-system/real.js";
import type { Program } from "../program/program.js";
import { at, sizeOf } from "../shape/shape.js";
import { allocate } from "../tensor/dtype.js";
import { isTypedArray, Tensor } from "../tensor/tensor.js";

/** Values in, values out; called as often as one likes. */
export type Executable = (inputs: readonly Tensor[]) => readonly Tensor[];

/** The values that a fold ends with, and the outputs of all its steps, stacked along a new first axis. */
export interface Folded {
  readonly state: readonly Tensor[];
  readonly outputs: readonly Tensor[];
}

/** A fold of a program over the first axis of `sequences`. */
export type FoldExecutable = (state: readonly Tensor[], sequences: readonly Tensor[]) => Folded;

/**
 * Something that runs programs. A backend gets a program once and returns what runs it; whatever it keeps between calls is its own
 * affair, and cannot be seen from outside.
 */
export interface Backend {
  readonly name: string;
  /** The program as a function of its inputs. */
  readonly compile: (program: Program) => Executable;
  /**
   * The program as a step of a fold: its first `carried` inputs are the state, its first `carried` outputs the next state; the other inputs
   * are one row of each sequence, and the other outputs are stacked.
   */
  readonly scan: (program: Program, carried: number) => FoldExecutable;
}

const tensorOf = ({ shape }: { readonly shape: Tensor["shape"] }, buffer: ArrayLike<number>): Tensor => {
  if (!isTypedArray(buffer)) throw new TypeError("the real numbers are stored in typed arrays");
  return Tensor.adopt(shape, buffer);
};

const compileInterpreted = ({ inputs, outputs }: Program): Executable => {
  const run = interpret(real, inputs, outputs);
  return (values) => run(values.map(Tensor.bufferOf)).map((buffer, index) => tensorOf(at(outputs, index), buffer));
};

/** Row `index` of a sequence, sharing its memory. */
const rowOf = (sequence: Tensor, index: number): Tensor => {
  const shape = sequence.shape.slice(1);
  const size = sequence.size / at(sequence.shape, 0);
  return Tensor.adopt(shape, Tensor.bufferOf(sequence).subarray(index * size, (index + 1) * size));
};

/** Joins the rows of a sequence, copying each once. */
const stack = (
  rows: readonly Tensor[],
  row: { readonly shape: Tensor["shape"]; readonly dtype: Tensor["dtype"] },
): Tensor => {
  const shape = [rows.length, ...row.shape];
  const data = allocate(row.dtype, sizeOf(shape));
  rows.forEach((tensor, index) => {
    data.set(Tensor.bufferOf(tensor), index * tensor.size);
  });
  return Tensor.adopt(shape, data);
};

/**
 * The reference backend: runs programs with the interpreter, on typed arrays. It is what other backends are tested against.
 *
 * @example
 * import { compile, interpreter, square, tensor, type Expr } from "@chainrule/core";
 * const f = compile((x: Expr) => square(x), { backend: interpreter });
 * assert.deepEqual(f(tensor([3])).toNested(), [9]);
 */
export const interpreter: Backend = {
  name: "interpreter",
  compile: compileInterpreted,
  scan: (program, carried) => {
    const run = compileInterpreted(program);
    const results = program.outputs.slice(carried);
    return (initial, sequences) => {
      const length = sequences[0]?.shape[0] ?? 0;
      const steps: (readonly Tensor[])[] = [];
      let state = initial;
      for (let index = 0; index < length; index++) {
        const all = run([...state, ...sequences.map((sequence) => rowOf(sequence, index))]);
        state = all.slice(0, carried);
        steps.push(all.slice(carried));
      }
      return {
        state,
        outputs: results.map((result, index) =>
          stack(
            steps.map((step) => at(step, index)),
            result,
          ),
        ),
      };
    };
  },
};
