import { type Shape, sizeOf, type Tensor, tensorFrom } from "@chainrule/core";
import * as fc from "fast-check";
import { isNonEmpty } from "fp-ts/lib/ReadonlyArray.js";
import type { Shaped } from "../input/shaped.js";
import { edgesOf, sometimesAtEdges } from "./edges.js";
import { numbers, ofSizes } from "./numbers.js";

/** How to draw tensors. */
export interface TensorOptions {
  /**
   * The fraction drawn at the edges: from 0, ±1, ±½, ±ε and the ends of the domain alone, or with all elements equal. Ties are likely
   * there. Default ¼.
   */
  readonly edges?: number;
}

/** The fraction drawn at the edges. */
export const edgesIn = ({ edges = 0.25 }: TensorOptions): number => edges;

const listsOf = <A>(element: fc.Arbitrary<A>, length: number): fc.Arbitrary<readonly A[]> =>
  fc.array(element, { minLength: length, maxLength: length });

/** Tensors that are all at the edges, or all anywhere. */
export const tensorsAt = <S extends Shape>(input: Shaped<S>, atEdges: boolean): fc.Arbitrary<Tensor<S>> => {
  const { shape, dtype = "f64", min, max, integers } = input;
  const size = sizeOf(shape);
  const anywhere = numbers({ min, max, integers });
  const edges = edgesOf(input);
  const values = atEdges
    ? fc.oneof(
        { weight: 3, arbitrary: listsOf(isNonEmpty(edges) ? ofSizes(edges, min, max) : anywhere, size) },
        { weight: 1, arbitrary: anywhere.map((value) => new Array<number>(size).fill(value)) },
      )
    : listsOf(anywhere, size);
  return values.map((drawn) => tensorFrom(shape, drawn, { dtype }));
};

/**
 * Tensors of a shape, with values from its domain, some of them at its edges; they shrink element by element.
 *
 * @throws RangeError when `edges` is no fraction.
 *
 * @example
 * import { shaped, tensors } from "@chainrule/check";
 * import { sample } from "fast-check";
 * const probabilities = tensors(shaped([2, 3], { min: 0, max: 1 }));
 * for (const p of sample(probabilities)) assert.ok(p.toArray().every((value) => value >= 0 && value <= 1));
 * // Nothing but the edges: 0, 1, ½, ε, and ties.
 * for (const p of sample(tensors(shaped([2], { min: 0, max: 1 }), { edges: 1 }))) assert.equal(p.size, 2);
 */
export const tensors = <S extends Shape>(input: Shaped<S>, options: TensorOptions = {}): fc.Arbitrary<Tensor<S>> =>
  sometimesAtEdges(edgesIn(options), (atEdges) => tensorsAt(input, atEdges));
