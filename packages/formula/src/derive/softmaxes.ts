import { canonicalKey } from "../simplify/canonical.js";
import { keyOf } from "../term/key.js";
import type { Softmax } from "../term/softmax.js";
import { element, type Index, position, type Term, type Variable, zero } from "../term/term.js";
import { freeIndices, indicesIn, substitute } from "../term/walk.js";
import { replaceSoftmax, softmaxOf, softmaxTerm } from "./softmax.js";
import type { Said } from "./terms.js";

/** A softmax that has a name: for each axis of the variable, which of the softmax's indices it is, or none where its size is 1. */
interface Entry {
  readonly variable: Variable;
  readonly axes: readonly (number | undefined)[];
}

/** The softmaxes of a derivation that have names. */
export interface Softmaxes {
  /** Notes a variable that is a softmax, and says whether it is one. */
  readonly note: (variable: Variable, said: Said) => boolean;
  /** The term with names in place of softmaxes; those that have none yet are given one where that is asked for. */
  readonly named: (term: Term, name?: (softmax: NewSoftmax) => Variable) => Term;
}

/** A softmax without a name: what its variable shall be like. */
export interface NewSoftmax {
  readonly shape: readonly number[];
  readonly said: Said;
}

/** The free indices of a softmax, its own the last. */
const indicesOf = ({ body, index }: Softmax): readonly Index[] => {
  const all = new Map(indicesIn(body).map((index) => [index.id, index]));
  const others = [...freeIndices(body)].filter((id) => id !== index.id).sort((a, b) => a - b);
  return [...others.flatMap((id) => all.get(id) ?? []), index];
};

/** The same text for softmaxes that differ in letters alone. */
const keyed = (softmax: Softmax): string => {
  const indices = indicesOf(softmax);
  const letters = new Map(indices.map(({ id, size }, place) => [id, position({ id: place, size })]));
  return `${indices.map(({ size }) => size).join()} ${canonicalKey(substitute(softmax.body, letters))}`;
};

/** What a softmax's variable is like: laid out as the value that it is taken of, where that is one. */
const layoutOf = (softmax: Softmax): { readonly at: readonly Term[]; readonly shape: readonly number[] } => {
  const { body } = softmax;
  const isPlain = body.kind === "element" && body.at.every((at) => at.kind === "index" || keyOf(at) === "0");
  if (isPlain) return { at: body.at, shape: body.of.shape };
  const indices = indicesOf(softmax);
  return { at: indices.map(position), shape: indices.map(({ size }) => size) };
};

/** An empty table of softmaxes. */
export const softmaxes = (): Softmaxes => {
  const entries = new Map<string, Entry>();
  const enter = (softmax: Softmax, variable: Variable, at: readonly Term[]): Entry => {
    const order = indicesOf(softmax).map(({ id }) => id);
    const axes = at.map((place) => (place.kind === "index" ? order.indexOf(place.index.id) : undefined));
    const entry = { variable, axes };
    entries.set(keyed(softmax), entry);
    return entry;
  };
  const read = ({ variable, axes }: Entry, softmax: Softmax): Term => {
    const indices = indicesOf(softmax);
    const at = axes.map((place) => (place === undefined ? undefined : indices[place]));
    return element(
      variable,
      at.map((index) => (index === undefined ? zero : position(index))),
    );
  };
  return {
    note: (variable, { indices, term }) => {
      const softmax = softmaxOf(term);
      if (softmax === undefined) return false;
      enter(
        softmax,
        variable,
        indices.map((index) => (index.size === 1 ? zero : position(index))),
      );
      return true;
    },
    named: (term, name) =>
      replaceSoftmax(term, (softmax) => {
        const known = entries.get(keyed(softmax));
        if (known !== undefined) return read(known, softmax);
        if (name === undefined) return undefined;
        const { at, shape } = layoutOf(softmax);
        const letters = new Map(
          at.flatMap((place, axis) =>
            place.kind === "index" ? [[place.index.id, position({ id: axis, size: place.index.size })] as const] : [],
          ),
        );
        const body = substitute(softmax.body, letters);
        const own = letters.get(softmax.index.id);
        const index = own?.kind === "index" ? own.index : softmax.index;
        const indices = shape.map((size, axis) => ({ id: axis, size }));
        const bound = { id: indices.length, size: index.size };
        const variable = name({ shape, said: { indices, term: softmaxTerm({ body, index }, bound) } });
        return read(enter(softmax, variable, at), softmax);
      }),
  };
};
