/** A network of dense layers, trained by plain gradient descent on one batch a step. */
export interface Network {
  readonly kind: "network";
  /** Inputs, hidden units, outputs. */
  readonly sizes: readonly number[];
  readonly hidden: "sigmoid" | "relu";
  /** Half the squared error of `σ(z)`, summed over the outputs, or the cross-entropy of `softmax z`; the mean over the batch. */
  readonly loss: "half-squared-error" | "softmax-cross-entropy";
  /** There are none, they keep their values, or they are trained. */
  readonly biases: "none" | "fixed" | "trained";
  readonly batch: number;
  readonly learningRate: number;
}

/** A product of two square matrices. */
export interface Product {
  readonly kind: "product";
  readonly size: number;
}

/** What a network is trained on, and how its parameters begin; biases that are trained begin at 0. */
export type Beginning =
  | {
      readonly kind: "digits";
      /** The targets of the wrong digits and of the right one. */
      readonly targets: readonly [wrong: number, right: number];
      /** Normal weights of deviation `gain / √inputs`, or uniform ones in `±within`. */
      readonly weights: { readonly gain: number } | { readonly within: number };
    }
  | {
      readonly kind: "example";
      readonly input: readonly number[];
      readonly target: readonly number[];
      /** `[to, from]` for each layer, as such examples are printed. */
      readonly weights: readonly (readonly (readonly number[])[])[];
      readonly biases: readonly (readonly number[])[];
    };

interface Told {
  readonly name: WorkloadName;
  readonly title: string;
  readonly unit: "samples/s" | "steps/s" | "GFLOP/s";
  /** How many of these units a step is. */
  readonly unitsPerStep: number;
}

/** A task that all contenders are given. */
export type Workload = Told &
  (
    | {
        readonly task: Network;
        readonly beginning: Beginning;
        /** Losses are compared at the start and after so many steps. */
        readonly compareAfter: number;
      }
    | { readonly task: Product }
  );

export const workloadNames = ["A", "A2", "B", "C", "D512", "D1024", "E"] as const;

export type WorkloadName = (typeof workloadNames)[number];
