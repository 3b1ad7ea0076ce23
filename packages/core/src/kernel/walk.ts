import { at, type Shape } from "../shape/shape.js";

/** How a multi-index maps to a place in a buffer: `offset + Σ indexᵢ·stridesᵢ`. */
export interface View {
  readonly offset: number;
  readonly strides: readonly number[];
}

/** Called for each innermost run: where it starts in either buffer, and how far apart its elements are. */
type Visit = (a: number, b: number, stepA: number, stepB: number, count: number) => void;

/** An axis of the walk, with its stride in either buffer. */
interface Axis {
  readonly size: number;
  readonly strideA: number;
  readonly strideB: number;
}

/** Adjacent axes that lie end to end in both buffers are one longer axis; axes of size 1 are none. */
const coalesce = (axes: readonly Axis[]): readonly Axis[] => {
  const merged: Axis[] = [];
  for (const inner of axes) {
    if (inner.size === 1) continue;
    const outer = merged.at(-1);
    const endToEnd =
      outer !== undefined &&
      outer.strideA === inner.size * inner.strideA &&
      outer.strideB === inner.size * inner.strideB;
    if (endToEnd) merged.pop();
    merged.push(endToEnd ? { ...inner, size: outer.size * inner.size } : inner);
  }
  return merged;
};

/**
 * Visits every multi-index of a shape in row-major order, as two buffers see it. All the index arithmetic of transposing, slicing,
 * padding, joining, broadcasting and summing is this one walk.
 */
export const walk = (shape: Shape, a: View, b: View): ((visit: Visit) => void) => {
  const axes = coalesce(
    shape.map((size, axis) => ({ size, strideA: at(a.strides, axis), strideB: at(b.strides, axis) })),
  );
  const inner = axes.at(-1) ?? { size: 1, strideA: 0, strideB: 0 };
  const outer = axes.slice(0, -1);
  const runs = outer.reduce((count, axis) => count * axis.size, inner.size === 0 ? 0 : 1);

  return (visit) => {
    const index = new Array<number>(outer.length).fill(0);
    let placeA = a.offset;
    let placeB = b.offset;
    for (let run = 0; run < runs; run++) {
      visit(placeA, placeB, inner.strideA, inner.strideB, inner.size);
      for (let axis = outer.length - 1; axis >= 0; axis--) {
        const { size, strideA, strideB } = at(outer, axis);
        const next = at(index, axis) + 1;
        placeA += strideA;
        placeB += strideB;
        index[axis] = next;
        if (next < size) break;
        index[axis] = 0;
        placeA -= size * strideA;
        placeB -= size * strideB;
      }
    }
  };
};
