import type { Derivation, Step, StepKind } from "../derive/derivation.js";
import { calledAs, type Naming } from "./naming.js";

/** The steps of one kind, under a heading. */
export interface Section {
  readonly title: string;
  readonly steps: readonly Step[];
  /** What δ stands for, where it occurs. */
  readonly delta: Derivation["delta"] | undefined;
}

const titles: Readonly<Record<StepKind, string>> = {
  forward: "Forward",
  adjoint: "Backward",
  gradient: "Gradients",
  update: "Update",
};

const kinds: readonly StepKind[] = ["forward", "adjoint", "gradient", "update"];

/** The steps of a derivation under headings, those without steps left out. */
export const sectionsOf = ({ steps, delta }: Derivation, naming: Naming): readonly Section[] =>
  kinds.flatMap((kind) => {
    const own = steps.filter((step) => step.kind === kind).toArray();
    const hasDelta = kind === "adjoint" && own.some(({ variable }) => !calledAs(variable, naming).isPartial);
    return own.length === 0 ? [] : [{ title: titles[kind], steps: own, delta: hasDelta ? delta : undefined }];
  });
