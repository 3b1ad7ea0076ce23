import { type Func, get, leave, load, local, loop, op, type Statement, store, when } from "../code/code.js";
import { int, plus, times } from "../code/integer.js";
import type { CheckStage } from "../lower/stage.js";
import { bytesOf } from "../nest/access.js";
import { type AddressOf, baseOf } from "../nest/address.js";
import { words } from "./words.js";

/** A function that looks at all indices and writes down the first that is out of range. */
export const checkFunction = (stage: CheckStage, name: string, number: number, addressOf: AddressOf): Func => {
  const { indices, limit } = stage;
  const home = addressOf(indices);
  const counter = local("i32", "element");
  const width = bytesOf(indices.dtype);
  const index = load(
    width === 1 ? "i32.load8_u" : "i32.load",
    plus(baseOf(home), times(get(counter), width)),
    home.offset,
  );
  const failed: readonly Statement[] = [
    store("i32.store", int(words.failedCheck), int(number)),
    store("i32.store", int(words.failedIndex), index),
    store("i32.store", int(words.failedElement), get(counter)),
    leave(),
  ];
  // A negative index is a large one without its sign.
  const body = [when(op("i32.ge_u", index, int(limit)), failed)];
  return {
    name,
    params: [],
    body: [loop(counter, { from: int(0), below: int(indices.size), step: 1 }, body)],
  };
};
