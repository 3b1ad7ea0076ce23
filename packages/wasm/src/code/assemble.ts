import { encodeModule, type ImportedMemory } from "../binary/module.js";
import type { Func } from "./code.js";
import { emit } from "./emit.js";

/**
 * Functions as the bytes of a module; they call each other by name.
 *
 * @throws RangeError when two have one name, or one calls a name that none has: defects in the caller.
 */
export const assemble = (functions: readonly Func[], memory: ImportedMemory, globals = 0): Uint8Array<ArrayBuffer> => {
  const indices = new Map(functions.map(({ name }, index) => [name, index]));
  const again = functions.find(({ name }, index) => indices.get(name) !== index);
  if (again !== undefined) throw new RangeError(`two functions are called ${again.name}`);
  const indexOf = (name: string): number => {
    const index = indices.get(name);
    if (index === undefined) throw new RangeError(`no function is called ${name}`);
    return index;
  };
  return encodeModule({ memory, globals, functions: functions.map((func) => emit(func, indexOf)) });
};
