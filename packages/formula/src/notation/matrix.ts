// Matrix notation of a term of index notation.
// Source: S. Laue, M. Mitterreiter, J. Giesen, "Computing Higher Order Derivatives of Matrix and Tensor Expressions", NeurIPS 2018.

import { keyOf } from "../term/key.js";
import { numberIn, type Term } from "../term/term.js";
import { numberOf, powerOf, sumOf } from "./arrange.js";
import { layoutsOf } from "./contraction.js";
import type { ShowTerm } from "./factor.js";
import type { Formula } from "./formula.js";
import type { Layout } from "./layout.js";
import type { Scope } from "./letters.js";
import { flexibly } from "./multiply.js";
import { layoutsIn, openIn, placed } from "./place.js";
import { inProducts } from "./product.js";
import { combined, plainest, type Shown, shown } from "./shown.js";

/** The ways to show a term, each of them found once. */
export const matrixNotation = (): ShowTerm => {
  const found = new Map<string, Shown | undefined>();
  const show: ShowTerm = (term, wanted, scope) => {
    const key = [keyOf(term), wanted.join(), [...scope.letters.keys()].join()].join("|");
    if (!found.has(key)) {
      const inLayout = flexibly(openIn(term, scope), (layout) => asItStands(show, term, layout, scope));
      found.set(key, inLayout(wanted));
    }
    return found.get(key);
  };
  return show;
};

/** All elements of a value, in whatever order. */
const whole = (show: ShowTerm, term: Term, ids: readonly number[], scope: Scope): Shown | undefined => {
  const open = openIn(term, scope);
  if (open.length !== ids.length || !ids.every((id) => open.includes(id))) return undefined;
  return plainest(layoutsOf(ids, layoutsIn(term, scope)).map((layout) => show(term, layout, scope)));
};

const asItStands = (show: ShowTerm, term: Term, wanted: Layout, scope: Scope): Shown | undefined => {
  const elementwise = (parts: readonly Term[], build: (formulas: readonly Formula[]) => Formula): Shown | undefined => {
    const values = parts.map((part) => show(part, wanted, scope)).filter((value) => value !== undefined);
    if (values.length < parts.length) return undefined;
    return combined(values, build(values.map(({ formula }) => formula)));
  };

  switch (term.kind) {
    case "number":
      return shown(numberOf(term.value), []);
    case "index": {
      const letter = scope.letters.get(term.index.id);
      return letter === undefined ? undefined : shown({ kind: "letter", letter }, []);
    }
    case "element":
      return placed(term, scope);
    case "sum":
      return elementwise(term.terms, sumOf);
    case "product":
      return inProducts(show, term, wanted, scope);
    case "power": {
      const exponent = numberIn(term.exponent);
      if (exponent !== undefined && exponent < 0) return inProducts(show, term, wanted, scope);
      return elementwise([term.base, term.exponent], ([base = zero, power = zero]) => powerOf(base, power));
    }
    case "call":
      return elementwise(term.args, (args) => ({ kind: "call", name: term.name, args }));
    case "reduce": {
      if (term.by === "sum") return inProducts(show, term, wanted, scope);
      const ids = term.over.map(({ id }) => id);
      const of = term.by === "argmax" ? undefined : whole(show, term.body, ids, scope);
      return of && shown({ kind: "reduce", by: term.by, letters: [], of: of.formula }, []);
    }
    case "truth":
      return elementwise([term.left, term.right], ([left = zero, right = zero]) => ({
        kind: "truth",
        relation: term.relation,
        left,
        right,
      }));
    case "choice":
      return elementwise([term.condition, term.yes, term.no], ([condition = zero, yes = zero, no = zero]) => ({
        kind: "cases",
        condition,
        yes,
        no,
      }));
  }
};

const zero: Formula = { kind: "number", value: { numerator: 0, denominator: 1 } };
