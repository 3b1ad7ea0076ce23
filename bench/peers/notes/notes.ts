import { jaxNotes } from "./jax.js";
import type { Note } from "./note.js";
import { tensorflowNotes } from "./tensorflow.js";

const anyLibrary: readonly Note[] = [
  {
    scope: { library: "", kinds: ["wrong"], of: "gradient", atKink: true },
    title: "conventions at kinks do not compose",
    right: "Chainrule",
    text:
      "The whole is smooth, as min(|x|, 0) = 0 and relu(−relu(x)) = 0 are, and has a derivative; its parts are at kinks, where a library " +
      "takes one subgradient of each. The product of subgradients need not be one of the whole: the chain rule holds for derivatives. No " +
      "choice of conventions is right for all programs. With relu′(0) = 0, |x|′(0) = 0 and equal shares Chainrule is right here, and " +
      "wrong for relu(x) − relu(−x) = x, where it gives 0. Source: Kakade and Lee, *Provably Correct Automatic Subdifferentiation for " +
      "Qualified Programs* (2018).",
  },
];

/** All explanations; of several that fit, the first counts. */
export const notes: readonly Note[] = [...tensorflowNotes, ...jaxNotes, ...anyLibrary];
