import { at } from "@chainrule/core/backend";
import { type Element, loadsIn, type Nest, type Storage } from "../nest/nest.js";
import { sameAffine } from "./affine.js";
import type { Lowered } from "./lower.js";
import { copyNest } from "./nests.js";
import { areIndependent, readsOf, type Stage, writesOf } from "./stage.js";

/** A lowered program that can be run again and again: what its first `carried` outputs are, its first inputs become. */
export interface Folding extends Lowered {
  readonly carried: number;
}

/** Gives every output a storage of its own; a state that a step hands on as it is keeps the storage that it came in. */
const separateOutputs = ({ stages, inputs, outputs, constants }: Lowered, carried: number): Lowered => {
  const given = new Set([...inputs, ...constants.keys()]);
  const taken = new Set<Storage>();
  const [before, after]: [Stage[], Stage[]] = [[], []];
  const separate = outputs.map((storage, index) => {
    const isUnchanged = index < carried && storage === inputs[index];
    if (isUnchanged) return storage;
    if (!given.has(storage) && !taken.has(storage)) {
      taken.add(storage);
      return storage;
    }
    const own = { ...storage, name: `${storage.name}'` };
    // What was given may be replaced by the next state, so it is copied before anything else happens.
    (given.has(storage) ? before : after).push(copyNest(storage, own));
    return own;
  });
  return { stages: [...before, ...stages, ...after], inputs, outputs: separate, constants };
};

/** The places of the stages that satisfy a condition. */
const placesOf = (stages: readonly Stage[], holds: (stage: Stage) => boolean): readonly number[] =>
  stages.flatMap((stage, place) => (holds(stage) ? [place] : []));

/**
 * The stages in an order in which the new state is written after the old was last read, where nothing but the next step needs the new one.
 */
const delayed = (stages: readonly Stage[], before: Storage, becomes: Storage): readonly Stage[] => {
  const writing = placesOf(stages, (stage) => writesOf(stage).includes(becomes));
  const isFinal = stages.every((stage, place) => writing.includes(place) || !readsOf(stage).includes(becomes));
  const lastRead = placesOf(stages, (stage) => readsOf(stage).includes(before)).at(-1) ?? -1;
  const first = writing[0] ?? stages.length;
  const isMoved = (place: number): boolean => writing.includes(place);
  const overtaken = stages.filter((_, place) => place > first && place <= lastRead && !isMoved(place));
  const isFree = writing.every((place) => overtaken.every((stage) => areIndependent(at(stages, place), stage)));
  if (!isFinal || !isFree || lastRead <= first || isMoved(lastRead)) return stages;
  return [
    ...stages.filter((_, place) => place <= lastRead && !isMoved(place)),
    ...writing.map((place) => at(stages, place)),
    ...stages.filter((_, place) => place > lastRead && !isMoved(place)),
  ];
};

/** Whether a nest reads a storage only where it writes, at the same index. */
const readsInPlace = ({ writes, reduced }: Nest, storage: Storage, written: Storage): boolean => {
  const own = writes.find((write) => write.storage === written);
  if (own === undefined || reduced > 0 || own.scatter !== undefined) return false;
  return writes.every(({ element }) =>
    loadsIn(element).every(
      (load) =>
        load.gather?.indices !== storage &&
        (load.storage !== storage || (load.gather === undefined && sameAffine(load.place, own.place))),
    ),
  );
};

/** Whether the new state may take the place of the old: nobody reads the old one once the new one is being written. */
const canReplace = (stages: readonly Stage[], before: Storage, becomes: Storage): boolean => {
  const first = stages.findIndex((stage) => writesOf(stage).includes(becomes));
  const writer = stages[first];
  if (writer === undefined) return false;
  if (stages.slice(first + 1).some((stage) => readsOf(stage).includes(before))) return false;
  if (!readsOf(writer).includes(before)) return true;
  return writer.kind === "nest" && readsInPlace(writer, before, becomes);
};

const renameElement = (element: Element, rename: (storage: Storage) => Storage): Element => {
  if (element.kind === "apply") return { ...element, args: element.args.map((arg) => renameElement(arg, rename)) };
  if (element.kind !== "load") return element;
  const { storage, gather } = element;
  return {
    ...element,
    storage: rename(storage),
    gather: gather === undefined ? undefined : { ...gather, indices: rename(gather.indices) },
  };
};

/** A stage over other storages. */
const renameStage = (stage: Stage, rename: (storage: Storage) => Storage): Stage => {
  switch (stage.kind) {
    case "nest":
      return {
        ...stage,
        writes: stage.writes.map((write) => ({
          ...write,
          storage: rename(write.storage),
          element: renameElement(write.element, rename),
          ...(write.scatter === undefined
            ? {}
            : { scatter: { ...write.scatter, indices: rename(write.scatter.indices) } }),
        })),
      };
    case "dense":
      return {
        ...stage,
        a: { ...stage.a, storage: rename(stage.a.storage) },
        b: { ...stage.b, storage: rename(stage.b.storage) },
        c: rename(stage.c),
      };
    case "compress":
      return { ...stage, element: renameElement(stage.element, rename) };
    case "sparse":
      return { ...stage, dense: rename(stage.dense), c: rename(stage.c) };
    case "check":
      return { ...stage, indices: rename(stage.indices) };
  }
};

/** Whether a nest copies every element to where it is. */
const isIdle = (stage: Stage): boolean =>
  stage.kind === "nest" &&
  stage.reduced === 0 &&
  stage.writes.every(
    ({ storage, place, element, scatter }) =>
      scatter === undefined &&
      element.kind === "load" &&
      element.gather === undefined &&
      element.storage === storage &&
      sameAffine(element.place, place),
  );

/**
 * The stages of a step whose state stays in place: updated where it lies wherever nobody needs the old value any more, else copied at the
 * end.
 */
export const foldInPlace = (source: Lowered, carried: number): Folding => {
  const { inputs, constants, ...separate } = separateOutputs(source, carried);
  let { stages } = separate;
  const outputs = [...separate.outputs];
  const copies: Stage[] = [];
  for (let index = 0; index < carried; index++) {
    const [before, becomes] = [at(inputs, index), at(outputs, index)];
    if (before === becomes) continue;
    stages = delayed(stages, before, becomes);
    if (canReplace(stages, before, becomes)) {
      stages = stages.map((stage) => renameStage(stage, (storage) => (storage === becomes ? before : storage)));
    } else copies.push(copyNest(becomes, before));
    outputs[index] = before;
  }
  return { stages: [...stages, ...copies].filter((stage) => !isIdle(stage)), inputs, outputs, constants, carried };
};
