/** How a derivation is told. */
export interface DeriveOptions {
  /** Other names: for nodes by the name they have (`{ z2: "z^L" }`), for functions by their own (`{ sigmoid: "g" }`). */
  readonly names?: Readonly<Record<string, string>>;
  /** Activations written out (`a ⊙ (1 − a)`), as is the default, or left abstract (`g′(z)`). */
  readonly activation?: "expanded" | "abstract";
  /** Each derivative in terms of those above it, as is the default, or of values alone. */
  readonly form?: "recursive" | "substituted";
  /** Matrices where it can be said with them, as is the default, or always indices. */
  readonly notation?: "matrix" | "index";
  /**
   * Whether an activation `a = g(z)` has an adjoint of its own. By default it has not: its derivative stands in that of `z`, as textbooks
   * have it.
   */
  readonly adjoints?: "folded" | "all";
  /** `δ = ∂E/∂z`, as is the default, or `δ = −∂E/∂z`, as where it is the error to be corrected. */
  readonly delta?: "derivative" | "descent";
  /** The name of a learning rate: adds the step of each parameter, `W ← W − η ∂E/∂W`. */
  readonly learningRate?: string;
}
