import { z } from "zod";

/** Where plain data are not as a schema has them, and why. */
export interface SchemaFault {
  /** As one would write it: `state.history[0].loss`. */
  readonly field: string;
  readonly reason: string;
}

/** The first fault that a schema found in what stands at a path. */
export const schemaFault = ({ issues: [issue] }: z.ZodError, root: readonly string[] = []): SchemaFault => ({
  field: z.core.toDotPath([...root, ...(issue?.path ?? [])]) || "the whole",
  reason: issue?.message ?? "",
});
