import { isFloating } from "@chainrule/core";
import * as O from "fp-ts/lib/Option.js";
import * as RA from "fp-ts/lib/ReadonlyArray.js";
import { attempt } from "../shrink/attempt.js";
import { isolate } from "../shrink/cut.js";
import { reduce } from "../shrink/reduce.js";
import { valuesOf } from "../shrink/values.js";
import { operationsOf, type Specimen } from "../specimen/specimen.js";
import type { Adapter } from "./adapter.js";
import { type Fault, isFault, verdictOf } from "./verdict.js";

/** A fault, and a program that shows it. */
export interface Finding {
  readonly specimen: Specimen;
  readonly fault: Fault;
}

/** In which way a library parts from the mathematics: it stays the same while the program is reduced. */
const wayOf = (fault: Fault): string => {
  if (fault.kind === "refused") return `refused: ${fault.reason.replaceAll(/\d[\d.,]*/g, "…")}`;
  const { of, actual } = fault.difference;
  return `${fault.kind} ${of}${Number.isFinite(actual) ? "" : `, ${actual}`}`;
};

/**
 * What tells a finding from others: in which way the library parts from the mathematics, and the operations of the program. Where the
 * library refuses, it says why itself, whatever the program.
 */
export const symptomOf = ({ specimen, fault }: Finding): string => {
  if (fault.kind === "refused") return wayOf(fault);
  const names = new Set(operationsOf(specimen).map(({ op }) => op.name));
  return `${[...names].sort().join(", ")}: ${wayOf(fault)}`;
};

/** The finding that a program is, if it is one. What has no value, or no gradient, is none. */
const findingOf = (adapter: Adapter, specimen: Specimen): O.Option<Finding> =>
  O.map((fault: Fault): Finding => ({ specimen, fault }))(
    O.filter(isFault)(attempt(() => verdictOf(adapter, specimen))),
  );

/** Of which kinds the fault of a part may be to be why the whole has its own: a whole may have more digits than a part, or a kink besides. */
const explanations: Readonly<Record<Fault["kind"], readonly Fault["kind"][]>> = {
  wrong: ["wrong"],
  inaccurate: ["inaccurate", "wrong"],
  convention: ["convention", "inaccurate", "wrong"],
  refused: ["refused"],
};

/** Whether there is something to differentiate, by something. */
const isDifferentiable = ({ inputs, output }: Specimen): boolean =>
  isFloating(output.dtype) && inputs.some(({ dtype }) => isFloating(dtype));

/** The faults of a faulty program: of each of its operations by itself, or of the whole where those do not explain it. */
export const faultsIn = (adapter: Adapter, specimen: Specimen, fault: Fault): readonly Finding[] => {
  const alone = [...isolate(specimen, valuesOf(specimen))].filter(isDifferentiable);
  const parts = RA.filterMap((part: Specimen) => findingOf(adapter, part))(alone);
  const isExplained = parts.some((part) => explanations[fault.kind].includes(part.fault.kind));
  return isExplained ? parts : [...parts, { specimen, fault }];
};

/** The smallest program with the same fault. */
export const reduced = (adapter: Adapter, finding: Finding): Finding => {
  const way = wayOf(finding.fault);
  const isSame = (other: Specimen): boolean =>
    O.exists(({ fault }: Finding) => wayOf(fault) === way)(findingOf(adapter, other));
  return O.getOrElse(() => finding)(findingOf(adapter, reduce(finding.specimen, isSame)));
};
