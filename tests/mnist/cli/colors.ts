import type { Colors } from "../../../packages/mnist/src/cli/lines.js";

/** Text as it is. */
export const plain: Colors = { bold: String, cyan: String, dim: String, green: String };

const ansi =
  (code: number): Colors["bold"] =>
  (text) =>
    `\u001B[${code}m${text}\u001B[0m`;

/** Text in the colours of a terminal. */
export const painted: Colors = { bold: ansi(1), cyan: ansi(36), dim: ansi(2), green: ansi(32) };
