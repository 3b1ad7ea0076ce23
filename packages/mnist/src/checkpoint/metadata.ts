import { z } from "zod";
import { type GeneratedName, generatedSets } from "../data/generated-sets.js";
import type { DataSource } from "../data/source.js";
import { namesOf } from "../recipe/names.js";
import { recipeSchema } from "../recipe/recipe.js";
import { backends } from "../training/backend.js";
import type { EpochRecord } from "../training/record.js";

/** The version of the layout that is written, and the only one that is read. */
export const LAYOUT = 1;

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);

const sourceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("files"), directory: z.string().or(z.undefined()).prefault(undefined) }).readonly(),
  z
    .strictObject({
      kind: z.literal("generated"),
      name: z.enum(namesOf<GeneratedName>(generatedSets)),
      count,
      noise: z.number(),
      seed: z.int(),
      dtype: z.enum(["f32", "f64"]),
    })
    .readonly(),
]) satisfies z.ZodType<DataSource>;

const recordSchema = z
  .strictObject({
    epoch: count,
    loss: z.number(),
    trainAccuracy: share,
    validationAccuracy: share.exactOptional(),
    testAccuracy: share.exactOptional(),
    seconds: z.number(),
  })
  .readonly() satisfies z.ZodType<EpochRecord>;

/** Where a sequence of random numbers stands. */
const randomSchema = z.array(z.int32()).length(4).readonly();

/** What a checkpoint tells besides its tensors. */
export const runMetadataSchema = z
  .strictObject({
    version: z.literal(LAYOUT),
    /** The arguments as they were given. */
    command: z.array(z.string()).readonly(),
    experiment: z
      .strictObject({
        title: z.string(),
        /** Which of several runs it is: "seed 3". */
        label: z.string().nullable(),
        /** How many runs it has. */
        runs: count,
        checkpointEvery: count,
        /** What runs the steps: another backend gives other bits. */
        backend: z.enum(namesOf(backends)),
      })
      .readonly(),
    recipe: recipeSchema.readonly(),
    data: z
      .strictObject({
        source: sourceSchema,
        name: z.string(),
        classes: count,
        /** The size of an example, where examples are images. */
        image: z.tuple([count, count]).readonly().nullable(),
        limit: count.nullable(),
        /** The share of the training examples that was set aside for validation. */
        validation: share,
        /** Of all tensors of the set: going on with other data would be another run. */
        fingerprint: z.string(),
      })
      .readonly(),
    /** Where training stands, but for the tensors. */
    state: z
      .strictObject({
        epoch: count,
        chunk: count,
        lossSum: z.number(),
        epochBegan: randomSchema,
        random: randomSchema,
        history: z.array(recordSchema).readonly(),
        best: z.strictObject({ epoch: count, accuracy: share }).readonly().nullable(),
        stopped: z.string().nullable(),
        seconds: z.number(),
      })
      .readonly(),
    versions: z.strictObject({ chainrule: z.string(), node: z.string(), platform: z.string() }).readonly(),
    savedAt: z.iso.datetime(),
  })
  .readonly();

export type RunMetadata = z.infer<typeof runMetadataSchema>;
