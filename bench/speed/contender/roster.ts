import { fileURLToPath } from "node:url";
import type { LibraryName } from "../libraries/libraries.js";
import type { NodeRuntime } from "../machine/runtime.js";
import type { WorkloadName } from "../workload/workload.js";
import type { Command } from "./child.js";

/** The libraries that Chainrule is measured against. */
export const peerNames = ["numpy", "pytorch", "onnxruntime", "jax", "tensorflow", "brain"] as const;

export type PeerName = (typeof peerNames)[number];

export type Competitor = "chainrule" | PeerName;

/** What the tables call them. */
export const titles = {
  chainrule: "Chainrule",
  numpy: "numpy",
  pytorch: "PyTorch",
  onnxruntime: "onnxruntime-node",
  jax: "jax-js",
  tensorflow: "tfjs-wasm",
  brain: "brain.js",
} as const satisfies Readonly<Record<Competitor, string>>;

/** A flag of V8 with which Chainrule runs once more; whoever runs a program may give it, a library may not. */
export interface Variant {
  readonly name: string;
  readonly flag: string;
}

export const relaxed: Variant = { name: "with relaxed SIMD", flag: "--experimental-wasm-relaxed-simd" };
export const revectorised: Variant = { name: "with revectorisation", flag: "--experimental-wasm-revectorize" };

/** One who takes part: a library on a runtime. */
export interface Contender {
  readonly competitor: Competitor;
  readonly variant: Variant | undefined;
  /** The Node that it runs on; none for what runs on Python. */
  readonly runtime: NodeRuntime | undefined;
  readonly command: (manifest: string) => Command;
  readonly takes: (workload: WorkloadName) => boolean;
}

const SERVE = fileURLToPath(new URL("./serve.js", import.meta.url));

const onNode = (runtime: NodeRuntime, library: LibraryName, variant?: Variant): Contender => ({
  competitor: library,
  variant,
  runtime,
  command: (manifest) => ({
    file: runtime.path,
    args: [...(variant === undefined ? [] : [variant.flag]), SERVE, library, manifest],
  }),
  // It has sigmoids, squared errors and single samples; on the larger of these networks it would only cost time.
  takes: (workload) => library !== "brain" || workload === "A" || workload === "E",
});

const scripts = { numpy: "numpy_peer.py", pytorch: "torch_peer.py" } as const;

/** The modules of Python that the contenders need. */
export const pythonModules = { numpy: "numpy", pytorch: "torch" } as const;

export type PythonPeer = keyof typeof scripts;

export const isPythonPeer = (peer: PeerName): peer is PythonPeer => peer in scripts;

export const onPython = (python: string, peer: PythonPeer): Contender => {
  // Python is run from the sources: nothing copies it beside what is compiled.
  const script = fileURLToPath(new URL(`../../../speed/libraries/python/${scripts[peer]}`, import.meta.url));
  return {
    competitor: peer,
    variant: undefined,
    runtime: undefined,
    command: (manifest) => ({ file: python, args: [script, manifest] }),
    takes: () => true,
  };
};

/** Before version 22, V8 has relaxed SIMD only when asked for it. */
const RELAXED_SINCE = 22;

/** From version 24 on, it can pair 128-bit operations into 256-bit ones when asked to. */
const REVECTORISES_SINCE = 24;

const HEAVY: ReadonlySet<WorkloadName> = new Set(["C", "D512", "D1024"]);

/** Chainrule and the chosen peers for JavaScript, on one Node. */
export const contendersOn = (runtime: NodeRuntime, peers: readonly PeerName[]): readonly Contender[] => [
  onNode(runtime, "chainrule"),
  ...(runtime.major < RELAXED_SINCE ? [onNode(runtime, "chainrule", relaxed)] : []),
  ...(runtime.major >= REVECTORISES_SINCE
    ? [{ ...onNode(runtime, "chainrule", revectorised), takes: (workload: WorkloadName) => HEAVY.has(workload) }]
    : []),
  ...peers.flatMap((peer) => (isPythonPeer(peer) ? [] : [onNode(runtime, peer)])),
];

export const labelOf = ({ competitor, variant, runtime }: Contender): string =>
  [titles[competitor], variant?.name, runtime === undefined ? undefined : `(${runtime.name})`]
    .filter((part) => part !== undefined)
    .join(" ");
