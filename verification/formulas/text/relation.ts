import type { Elementary } from "@chainrule/core";

export const relations = ["=", "≠", "<", "≤", ">", "≥"] as const;

export type Relation = (typeof relations)[number];

export const isRelation = (text: string): text is Relation => relations.some((relation) => relation === text);

/** Whether a relation holds between two numbers. NaN is only ever ≠ to anything. */
export const holds = <A>(K: Elementary<A>, relation: Relation, a: A, b: A): boolean => {
  switch (relation) {
    case "=":
      return K.same(a, b);
    case "≠":
      return !K.same(a, b);
    case "<":
      return K.less(a, b);
    case "≤":
      return K.less(a, b) || K.same(a, b);
    case ">":
      return K.less(b, a);
    case "≥":
      return K.less(b, a) || K.same(a, b);
  }
};
