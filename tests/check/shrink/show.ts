import { printProgram } from "@chainrule/core";
import type { Specimen } from "../../../packages/check/src/specimen/specimen.js";

/** A specimen as text: its program, then its point. */
export const show = ({ inputs, output, point }: Specimen): string =>
  [printProgram({ inputs, outputs: [output] }), ...point.map(String)].join("\n");
