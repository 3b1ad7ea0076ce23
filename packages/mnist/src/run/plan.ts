import type { DataSet } from "../data/data-set.js";
import type { Plan } from "./reporter.js";
import type { Variant } from "./request.js";
import type { Run } from "./run.js";

const sizeOf = (set: DataSet["test"]): number => set?.labels.shape[0] ?? 0;

/** What a run is about to do, for those who are told. */
export const planOf = ({ training, from }: Run, { name, classes }: DataSet, { label }: Variant): Plan => {
  const { recipe, classifier, data } = training;
  const { train, validation, test, image } = data;
  return {
    recipe,
    data: {
      name,
      image,
      classes,
      features: train.inputs.shape[1],
      train: sizeOf(train),
      validation: sizeOf(validation),
      test: sizeOf(test),
    },
    network: classifier.sizes.join("-"),
    label,
    resumedAt: from.epoch === 0 && from.chunk === 0 ? undefined : from.epoch,
  };
};
