import { at } from "@chainrule/core/backend";
import { get, local, loop, op, type Statement, set } from "../code/code.js";
import { int } from "../code/integer.js";
import { apply, constantVector, storedOf, type Vector, vectorOfStored } from "../element/element.js";
import { storeVector } from "./access.js";
import type { Kernel } from "./kernel.js";
import { dtypeOfElement } from "./nest.js";
import { alongAxis, around } from "./walk.js";

/** Where the largest element along the last loop stands, the first where several tie. */
export const positionBody = (kernel: Kernel): readonly Statement[] => {
  const { nest, outputs, counters, lanes, relaxed, inside, outside, evaluate } = kernel;
  const write = at(nest.writes, 0);
  const dtype = dtypeOfElement(write.element);
  const options = { relaxed, lanes };
  const counter = at(counters, counters.length - 1);
  const size = at(nest.sizes, counters.length - 1);
  const stride = outputs === 0 ? 1 : at(write.place.strides, outputs - 1);
  const pointer = outside.pointer(write.storage, { ...write.place, strides: write.place.strides.slice(0, outputs) });

  const body = ([active = 0]: readonly number[]): readonly Statement[] => {
    const [best, position] = [local("v128", "best"), local("v128", "position")];
    const element = evaluate(write.element, { shift: 0, active });
    const held = (holder: typeof best, as: typeof dtype): Vector => vectorOfStored(get(holder), as);
    const isBetter = apply("less", [held(best, dtype), element], "u8", options);
    const choose = (a: Vector, b: Vector, as: typeof dtype) =>
      storedOf(apply("where", [isBetter, a, b], as, options), as);
    const here = vectorOfStored(op("i32x4.splat", get(counter)), "i32");
    const [nextPosition, nextBest] = [local("v128", "next"), local("v128", "challenger")];
    return [
      set(counter, int(0)),
      ...inside.hoisted(),
      set(best, storedOf(element, dtype)),
      set(position, storedOf(constantVector(0, "i32"), "i32")),
      loop(counter, { from: int(1), below: int(size), step: 1 }, [
        set(nextPosition, choose(here, held(position, "i32"), "i32")),
        set(nextBest, choose(element, held(best, dtype), dtype)),
        set(position, get(nextPosition)),
        set(best, get(nextBest)),
      ]),
      ...storeVector(write.storage.dtype, pointer, active === 1 ? 1 : stride, active, get(position)),
    ];
  };
  if (outputs === 0) return [...outside.hoisted(), ...body([1])];
  const walked = alongAxis(kernel, { block: 1, joinsRest: false }, body);
  return around(kernel, 0, outputs - 1, [...outside.hoisted(), ...walked]);
};
