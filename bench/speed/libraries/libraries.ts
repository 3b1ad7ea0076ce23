import type { Library } from "../contender/contender.js";

/** The libraries for JavaScript; each is loaded only where it runs. */
export const libraries = {
  chainrule: async () => (await import("./chainrule.js")).chainrule,
  jax: async () => (await import("./jax.js")).jax,
  tensorflow: async () => (await import("./tensorflow.js")).tensorflow,
  onnxruntime: async () => (await import("./onnx/onnx.js")).onnxruntime,
  brain: async () => (await import("./brain.js")).brain,
} as const satisfies Readonly<Record<string, () => Promise<Library>>>;

export type LibraryName = keyof typeof libraries;
