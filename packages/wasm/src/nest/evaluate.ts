import { type Code, load, op, vectorOf } from "../code/code.js";
import { plus, times } from "../code/integer.js";
import { apply, constantVector, type Vector, vectorOfStored } from "../element/element.js";
import { bytesOf, loadScattered, loadVector, type Pointer } from "./access.js";
import type { Addressing } from "./address.js";
import type { Element, Gather } from "./nest.js";

/** How the elements of a nest become vectors. */
export interface Vectorising {
  readonly addressing: Addressing;
  /** The loop along which neighbours share a vector, and one along which several vectors may be computed at a time. */
  readonly axis: number;
  readonly rows: number;
  readonly lanes: 2 | 4;
  readonly relaxed: boolean;
}

/** Which elements: `shift` further along the axis and `row` further along the rows than the counters say, `active` of them. */
export interface Reach {
  readonly shift: number;
  readonly active: number;
  readonly row?: number;
}

const strideOf = ({ strides }: { readonly strides: readonly number[] }, axis: number): number => strides[axis] ?? 0;

const moved = (pointer: Pointer, bytes: number): Pointer => ({ ...pointer, offset: pointer.offset + bytes });

/** `0, stride, 2 stride, …` in lanes of 32 bits. */
const ramp = (stride: number): Code =>
  vectorOf([...new Uint8Array(Int32Array.from([0, stride, 2 * stride, 3 * stride]).buffer)]);

/** A vector for an element, each element computed once for each reach. */
export const evaluating = ({
  addressing,
  axis,
  rows,
  lanes,
  relaxed,
}: Vectorising): ((element: Element, reach: Reach) => Vector) => {
  const known = new Map<Element, Map<string, Vector>>();

  /** The pointers of lanes that are each looked up. */
  const lookedUp = (
    base: Pointer,
    bytes: number,
    gather: Gather,
    stride: number,
    { shift, active }: Reach,
  ): readonly Pointer[] => {
    const width = bytesOf(gather.indices.dtype);
    const step = strideOf(gather.place, axis);
    const indices = addressing.pointer(gather.indices, gather.place);
    return Array.from({ length: active }, (_, lane) => {
      const { address, offset } = moved(indices, (shift + lane) * step * width);
      const index = load(width === 1 ? "i32.load8_u" : "i32.load", address, offset);
      return {
        address: plus(base.address, times(index, gather.stride * bytes)),
        offset: base.offset + (shift + lane) * stride * bytes,
      };
    });
  };

  const loaded = (element: Element & { readonly kind: "load" }, reach: Reach): Code => {
    const { storage, place, gather } = element;
    const { dtype } = storage;
    const stride = strideOf(place, axis);
    const below = (reach.row ?? 0) * strideOf(place, rows);
    if (gather !== undefined && strideOf(gather.place, axis) !== 0) {
      const row = moved(addressing.pointer(storage, place), below * bytesOf(dtype));
      return loadScattered(dtype, lookedUp(row, bytesOf(dtype), gather, stride, reach));
    }
    const pointer = moved(addressing.pointer(storage, place, gather), (reach.shift * stride + below) * bytesOf(dtype));
    return loadVector(dtype, pointer, stride, { lanes, active: reach.active });
  };

  const compute = (element: Element, reach: Reach): Vector => {
    switch (element.kind) {
      case "load":
        return vectorOfStored(loaded(element, reach), element.storage.dtype);
      case "constant":
        return constantVector(element.value, element.dtype);
      case "index": {
        const stride = strideOf(element.value, axis);
        const moves = reach.shift * stride + (reach.row ?? 0) * strideOf(element.value, rows);
        const first = addressing.value({ ...element.value, offset: element.value.offset + moves });
        return vectorOfStored(op("i32x4.add", op("i32x4.splat", first), ramp(stride)), "i32");
      }
      case "apply":
        return apply(
          element.op,
          element.args.map((arg) => evaluate(arg, reach)),
          element.dtype,
          { relaxed, lanes },
        );
    }
  };

  const evaluate = (element: Element, reach: Reach): Vector => {
    const shifts = known.get(element) ?? new Map<string, Vector>();
    known.set(element, shifts);
    const key = `${reach.shift} ${reach.row ?? 0} ${reach.active}`;
    const vector = shifts.get(key) ?? compute(element, reach);
    shifts.set(key, vector);
    return vector;
  };
  return evaluate;
};
