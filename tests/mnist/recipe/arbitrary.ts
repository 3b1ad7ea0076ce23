import { fc } from "@fast-check/vitest";
import { initialisers } from "../../../packages/mnist/src/recipe/initialiser.js";
import { lossNames } from "../../../packages/mnist/src/recipe/loss.js";
import { namesOf } from "../../../packages/mnist/src/recipe/names.js";
import { activationNames } from "../../../packages/mnist/src/recipe/network.js";
import { optimiserNames, optimisers } from "../../../packages/mnist/src/recipe/optimiser.js";
import type { Recipe, Stopping } from "../../../packages/mnist/src/recipe/recipe.js";
import { scheduleNames } from "../../../packages/mnist/src/recipe/schedule.js";

const small = fc.integer({ min: 1, max: 3 });

const stoppings: fc.Arbitrary<Stopping> = fc.oneof(
  fc.constant({ rule: "never" as const }),
  fc.record({ rule: fc.constant("patience" as const), epochs: small }),
  fc.constant({ rule: "test-error-rises" as const }),
);

/** How many epochs, and when they are measured: a few at a time, or more at once than one chunk holds. */
const lengths = fc.oneof(
  fc.record({ epochs: fc.integer({ min: 1, max: 5 }), measureEvery: small }),
  fc.constant({ epochs: 70, measureEvery: 60, batch: "all" as const }),
);

/** Recipes for several classes, of networks that are small and runs that are short. */
export const recipes: fc.Arbitrary<Recipe> = fc
  .tuple(
    fc.record({
      hidden: fc.constantFrom([], [4], [5, 3]),
      activation: fc.constantFrom(...activationNames),
      bias: fc.constantFrom("learnt", "fixed", "none"),
      initialiser: fc.constantFrom(...namesOf(initialisers)),
      loss: fc.constantFrom(...lossNames),
      outputs: fc.constant("one-per-class" as const),
      targets: fc.constantFrom<Recipe["targets"]>([0, 1], [0.1, 0.9]),
      scale: fc.constantFrom<Recipe["scale"]>([0, 1], [0.01, 1]),
      dropout: fc.constantFrom(0, 0.3),
      augment: fc.boolean(),
      l2: fc.constantFrom(0, 0.01),
      optimiser: fc.constantFrom(...optimiserNames),
      weightDecay: fc.constantFrom(0, 0.1),
      schedule: fc.constantFrom(...scheduleNames),
      order: fc.constantFrom("shuffled", "given", "drawn"),
      batch: fc.oneof(fc.integer({ min: 1, max: 25 }), fc.constant("all" as const)),
      testEvery: fc.nat({ max: 2 }),
      stopping: stoppings,
      keep: fc.constantFrom("last", "best"),
      dtype: fc.constantFrom("f32", "f64"),
      seed: fc.nat(),
    }),
    lengths,
  )
  .map(([drawn, length]) => ({ ...drawn, ...length, learningRate: optimisers[drawn.optimiser].learningRate }));
