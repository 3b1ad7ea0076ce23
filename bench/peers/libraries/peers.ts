import { type Adapter, adapterFor } from "@chainrule/check/peer";
import { jaxJs } from "./jax.js";
import { startTensorflow, tensorflow } from "./tensorflow.js";

const onTensorflow = async (backend: "cpu" | "wasm"): Promise<Adapter> => {
  await startTensorflow(backend);
  return adapterFor(tensorflow(backend));
};

/** The libraries, by the names that the command line knows them by. Only the one that was started last can be run. */
export const peers = {
  "tensorflow-cpu": () => onTensorflow("cpu"),
  "tensorflow-wasm": () => onTensorflow("wasm"),
  jax: async () => adapterFor(jaxJs),
} as const satisfies Readonly<Record<string, () => Promise<Adapter>>>;

export type PeerName = keyof typeof peers;

// Safe: a table has no other keys than those of its type.
export const peerNames = Object.keys(peers) as readonly PeerName[];
