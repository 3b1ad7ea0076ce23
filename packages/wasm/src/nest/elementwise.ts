import { at } from "@chainrule/core/backend";
import { type Code, get, local, type Statement, set } from "../code/code.js";
import { apply, storedOf, vectorOfStored } from "../element/element.js";
import { bytesOf, loadVector, type Pointer, storeVector } from "./access.js";
import type { Reach } from "./evaluate.js";
import type { Kernel } from "./kernel.js";
import type { Write } from "./nest.js";
import { alongAxis, around } from "./walk.js";

/** Rows of no more vectors than this are written without a loop. */
const SHORT_ROW = 4;

/** Where an element goes that is `shift` further along the axis than the counters say. */
const pointerTo = ({ inside, axis }: Kernel, { storage, place, scatter }: Write, shift: number): Pointer => {
  const { address, offset } = inside.pointer(storage, place, scatter);
  return { address, offset: offset + shift * at(place.strides, axis) * bytesOf(storage.dtype) };
};

/** What a write puts down: its element, added to what is there where it scatters. */
const written = (kernel: Kernel, write: Write, { shift, active }: Reach): Code => {
  const { evaluate, lanes, relaxed, axis } = kernel;
  const { storage, place, element, scatter } = write;
  const { dtype } = storage;
  const value = evaluate(element, { shift, active });
  if (scatter === undefined) return storedOf(value, dtype);
  const stride = active === 1 ? 1 : at(place.strides, axis);
  const before = loadVector(dtype, pointerTo(kernel, write, shift), stride, { lanes, active });
  return storedOf(apply("add", [vectorOfStored(before, dtype), value], dtype, { relaxed, lanes }), dtype);
};

/** Every element by itself. All of a body are computed before any is written, so that a write may replace what another reads. */
export const elementwiseBody = (kernel: Kernel): readonly Statement[] => {
  const { nest, axis, inside, width } = kernel;
  const body = (actives: readonly number[]): readonly Statement[] => {
    const values = actives.flatMap((active, index) =>
      nest.writes.map((write) => {
        const reach = { shift: index * width, active };
        return { write, ...reach, holder: local("v128", write.storage.name), value: written(kernel, write, reach) };
      }),
    );
    return [
      ...values.map(({ holder, value }) => set(holder, value)),
      ...values.flatMap(({ write, shift, active, holder }) => {
        const stride = active === 1 ? 1 : at(write.place.strides, axis);
        return storeVector(write.storage.dtype, pointerTo(kernel, write, shift), stride, active, get(holder));
      }),
    ];
  };
  const vectors = Math.ceil(at(nest.sizes, axis) / width);
  const isShort = axis > 0 && width > 1 && vectors > 0 && vectors <= SHORT_ROW;
  const walked = alongAxis(
    kernel,
    isShort ? { block: vectors, joinsRest: true } : { block: 1, joinsRest: false },
    body,
  );
  return around(kernel, 0, axis, [...inside.hoisted(), ...walked]);
};
