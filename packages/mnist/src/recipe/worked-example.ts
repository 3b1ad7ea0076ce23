import { type DType, tensor } from "@chainrule/core";

/** Parameters of a 2-2-2 network as a text gives them: `weights[to][from]`, one bias for each layer. */
interface Given {
  readonly weights: readonly [Matrix, Matrix];
  readonly biases: readonly [number, number];
}

type Matrix = readonly [readonly [number, number], readonly [number, number]];

/** The networks that S2 and S3 take one step of by hand. */
export const workedExamples = {
  s2: {
    weights: [
      [
        [0.15, 0.2],
        [0.25, 0.3],
      ],
      [
        [0.4, 0.45],
        [0.5, 0.55],
      ],
    ],
    biases: [0.35, 0.6],
  },
  "s3-example": {
    weights: [
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      [
        [0.5, 0.6],
        [0.7, 0.8],
      ],
    ],
    biases: [0.55, 0.66],
  },
} as const satisfies Readonly<Record<string, Given>>;

export type WorkedExample = keyof typeof workedExamples;

export const isWorkedExample = (name: string): name is WorkedExample => Object.hasOwn(workedExamples, name);

/** The parameters of a worked example, one tree for each layer: weights `[from, to]`, as layers want them. */
export const givenParameters = (name: WorkedExample, dtype: DType) => {
  const { weights, biases }: Given = workedExamples[name];
  return weights.map(([first, second], layer) => {
    const bias = biases[layer] ?? 0;
    return {
      weights: tensor(
        [
          [first[0], second[0]],
          [first[1], second[1]],
        ],
        { dtype },
      ),
      bias: tensor([bias, bias], { dtype }),
    };
  });
};
