import type { Executable, FoldExecutable, Program, Tensor, TypedArray } from "@chainrule/core";
import { adopt, allocate, at, bufferOf } from "@chainrule/core/backend";
import type { Rows } from "../module/build.js";
import { type Engine, machineFor } from "./machine.js";

/** A program as a function of its inputs. */
export const compileProgram = (program: Program, engine: Engine): Executable => {
  const { folding, run, write, read, placeOf } = machineFor(program, { carried: 0, isFold: false }, engine);
  const inputs = folding.inputs.map(placeOf);
  const held = new Array<TypedArray | undefined>(inputs.length);
  return (values) => {
    inputs.forEach((place, index) => {
      const buffer = bufferOf(at(values, index));
      // Tensors never change: what is in memory already need not be copied again.
      if (held[index] !== buffer) write(place, buffer);
      held[index] = buffer;
    });
    run(1);
    return folding.outputs.map((storage, index) =>
      adopt(at(program.outputs, index).shape, read(placeOf(storage), storage.dtype, storage.size)),
    );
  };
};

/** Some rows of a sequence. */
const rowsOf = (sequence: Tensor, { storage }: Rows, from: number, to: number): TypedArray =>
  bufferOf(sequence).subarray(from * storage.size, to * storage.size);

/** A program as a step of a fold: as many steps as there is room for at a time, the state staying where it is. */
export const foldProgram = (program: Program, carried: number, engine: Engine): FoldExecutable => {
  const machine = machineFor(program, { carried, isFold: true }, engine);
  const { folding, built, run, write, read, placeOf } = machine;
  const results = program.outputs.slice(carried);
  const places = folding.inputs.slice(0, carried).map(placeOf);
  return (state, sequences) => {
    const length = sequences[0]?.shape[0] ?? 0;
    state.forEach((tensor, index) => {
      write(at(places, index), bufferOf(tensor));
    });
    const outputs = built.stacks.map(({ storage }) => allocate(storage.dtype, length * storage.size));
    for (let from = 0; from < length; from += built.steps) {
      const to = Math.min(length, from + built.steps);
      built.sequences.forEach((rows, index) => {
        write(rows.place, rowsOf(at(sequences, index), rows, from, to));
      });
      run(to - from);
      built.stacks.forEach(({ storage, place }, index) => {
        at(outputs, index).set(read(place, storage.dtype, (to - from) * storage.size), from * storage.size);
      });
    }
    return {
      state: state.map(({ shape, dtype, size }, index) => adopt(shape, read(at(places, index), dtype, size))),
      outputs: results.map(({ shape }, index) => adopt([length, ...shape], at(outputs, index))),
    };
  };
};
