import { operationsOf, type Specimen, specimen } from "../specimen/specimen.js";
import { bisecting } from "./bisecting.js";

/** What uses a node is dropped: the node is the output. */
export function* drop(origin: Specimen): Iterable<Specimen> {
  const inner = operationsOf(origin).filter((node) => node !== origin.output);
  for (const node of bisecting(inner)) yield specimen(origin.inputs, node, origin.point);
}
