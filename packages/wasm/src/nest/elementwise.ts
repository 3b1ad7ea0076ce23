import { at } from "@chainrule/core/backend";
import { get, local, type Statement, set } from "../code/code.js";
import { apply, storedOf, vectorOfStored } from "../element/element.js";
import { loadVector, storeVector } from "./access.js";
import type { Kernel } from "./kernel.js";
import type { Write } from "./nest.js";
import { alongAxis, around } from "./walk.js";

/** What a write puts down: its element, added to what is there where it scatters. */
const written = (kernel: Kernel, { storage, place, element, scatter }: Write, active: number) => {
  const { evaluate, inside, lanes, relaxed, axis } = kernel;
  const { dtype } = storage;
  const value = evaluate(element, { shift: 0, active });
  if (scatter === undefined) return storedOf(value, dtype);
  const stride = active === 1 ? 1 : at(place.strides, axis);
  const before = loadVector(dtype, inside.pointer(storage, place, scatter), stride, { lanes, active });
  return storedOf(apply("add", [vectorOfStored(before, dtype), value], dtype, { relaxed, lanes }), dtype);
};

/** Every element by itself. All are computed before any is written, so that a write may replace what another reads. */
export const elementwiseBody = (kernel: Kernel): readonly Statement[] => {
  const { nest, axis, inside } = kernel;
  const body = ([active = 0]: readonly number[]): readonly Statement[] => {
    const values = nest.writes.map((write) => {
      const holder = local("v128", write.storage.name);
      return { write, holder, value: written(kernel, write, active) };
    });
    return [
      ...values.map(({ holder, value }) => set(holder, value)),
      ...values.flatMap(({ write: { storage, place, scatter }, holder }) =>
        storeVector(
          storage.dtype,
          inside.pointer(storage, place, scatter),
          active === 1 ? 1 : at(place.strides, axis),
          active,
          get(holder),
        ),
      ),
    ];
  };
  const walked = alongAxis(kernel, { block: 1, joinsRest: false }, body);
  return around(kernel, 0, axis, [...inside.hoisted(), ...walked]);
};
