import type { Expr } from "../expr/expr.js";
import { lift } from "../ops/operand.js";
import { program } from "../program/program.js";
import { simplify } from "../program/simplify.js";
import { ShapeError } from "../shape/errors.js";
import { at, type Shape } from "../shape/shape.js";
import { showSignature } from "../tensor/signature.js";
import type { Tensor } from "../tensor/tensor.js";
import { leavesLike, replaceLeaves } from "../tree/tree.js";
import type { Concrete, Stacked } from "../tree/types.js";
import { interpreter } from "./backend.js";
import { type CompileOptions, outputsOf, placeholdersFor, readArgument, remember } from "./compile.js";

const checkLengths = (sequences: readonly Tensor[]): void => {
  const [first, ...rest] = sequences.map(({ shape }) => shape[0]);
  if (first === undefined) throw new ShapeError("scan: needs at least one sequence, with an axis to fold over");
  const other = rest.findIndex((length) => length !== first);
  if (other >= 0) throw new ShapeError(`scan: sequences have different lengths: ${first} and ${rest[other]}`);
};

/** The shape of what a step is given of a sequence, whose length it does not depend on. */
const rowShape = ({ shape }: Tensor): Shape => shape.slice(1);

const checkCarried = (state: readonly Expr[], next: readonly Expr[]): void => {
  state.forEach((before, index) => {
    const [was, becomes] = [showSignature(before), showSignature(at(next, index))];
    if (was !== becomes) throw new ShapeError(`scan: the step turns ${before.name} from ${was} into ${becomes}`);
  });
};

/**
 * A step `(state, input) ↦ [state, output]` as a fold over the first axis of its inputs: `(state, inputs) ↦ [state, outputs]`.
 *
 * Training is such a fold. The step is traced and handed to the backend once for each signature, in which the length of the
 * sequences does not count; the whole sequence is then one call.
 *
 * @throws TypeError when the step changes the form of the state; ShapeError when it changes a shape or a dtype of the state, or when
 * sequences differ in length.
 *
 * @example
 * import { add, scan, tensor, type Expr } from "@chainrule/core";
 * const running = scan((sum: Expr<readonly []>, x: Expr<readonly []>) => {
 *   const next = add(sum, x);
 *   return [next, next] as const;
 * });
 * const [total, sums] = running(tensor(0), tensor([1, 2, 3]));
 * assert.equal(total.toNumber(), 6);
 * assert.deepEqual(sums.toNested(), [1, 3, 6]);
 */
export const scan = <State, Input, Output>(
  step: (state: State, input: Input) => readonly [State, Output],
  { backend = interpreter }: CompileOptions = {},
): ((state: Concrete<State>, inputs: Stacked<Input>) => readonly [Concrete<State>, Stacked<Output>]) => {
  const cached = remember<(state: readonly Tensor[], sequences: readonly Tensor[]) => readonly [unknown, unknown]>();
  return (initial, inputs) => {
    const state = readArgument(initial, "state");
    const sequences = readArgument(inputs, "input", rowShape);
    checkLengths(sequences.values);
    const run = cached(`${state.signature}|${sequences.signature}`, () => {
      const carried = placeholdersFor(initial, "state");
      const rows = placeholdersFor(inputs, "input", rowShape);
      // Safe: placeholders stand where `State` and `Input` have expressions.
      const stepped = step(carried.tree as State, rows.tree as Input);
      if (!Array.isArray(stepped) || stepped.length !== 2)
        throw new TypeError("scan: the step must return a pair, [next state, output]");
      const [next, output] = stepped;
      const successors = leavesLike("scan: the next state", carried.tree, next).map((leaf) => lift(leaf));
      checkCarried(carried.inputs, successors);
      const source = program([...carried.inputs, ...rows.inputs], [...successors, ...outputsOf(output)]);
      const fold = backend.scan(simplify(source), carried.inputs.length);
      return (values, stacks) => {
        const folded = fold(values, stacks);
        return [replaceLeaves(carried.tree, folded.state), replaceLeaves(output, folded.outputs)];
      };
    });
    // Safe: the results stand where `State` and `Output` have expressions.
    return run(state.values, sequences.values) as readonly [Concrete<State>, Stacked<Output>];
  };
};
