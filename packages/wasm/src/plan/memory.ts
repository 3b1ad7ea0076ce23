import { readsOf, type Stage, writesOf } from "../lower/stage.js";
import { bytesOf } from "../nest/access.js";
import type { Storage } from "../nest/nest.js";

/** Kernels read whole vectors, and caches whole lines. */
const ALIGNMENT = 64;

/** Room behind everything: a vector that begins at the last element may reach so far. */
export const SLACK = 64;

export const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/** The bytes that a storage takes. */
export const sizeInBytes = ({ dtype, size }: Storage): number => aligned(size * bytesOf(dtype));

/** From which stage to which a storage holds something. */
interface Life {
  readonly storage: Storage;
  readonly from: number;
  readonly to: number;
}

/** What a stage needs for itself while it runs. */
type ScratchOf = (stage: Stage) => readonly Storage[];

/** The lives of the storages that are only used between stages. */
const livesOf = (stages: readonly Stage[], lasting: ReadonlySet<Storage>, scratchOf: ScratchOf): readonly Life[] => {
  const lives = new Map<Storage, { readonly from: number; to: number }>();
  stages.forEach((stage, place) => {
    for (const storage of [...writesOf(stage), ...readsOf(stage), ...scratchOf(stage)]) {
      if (lasting.has(storage)) continue;
      const life = lives.get(storage);
      if (life === undefined) lives.set(storage, { from: place, to: place });
      else life.to = place;
    }
  });
  return [...lives].map(([storage, life]) => ({ storage, ...life }));
};

/** Where everything lies, and how many bytes it takes. */
export interface MemoryPlan {
  readonly places: ReadonlyMap<Storage, number>;
  readonly end: number;
}

/** Puts storages one behind another. */
export const placeLasting = (storages: Iterable<Storage>, start: number): MemoryPlan => {
  const places = new Map<Storage, number>();
  let end = start;
  for (const storage of storages) {
    if (places.has(storage)) continue;
    places.set(storage, end);
    end += sizeInBytes(storage);
  }
  return { places, end };
};

/**
 * Puts temporary storages into one region: two of them may lie at the same place where their lives do not meet. Each takes the first gap
 * that is wide enough among those that are alive.
 */
export const placeTemporary = (
  stages: readonly Stage[],
  lasting: ReadonlySet<Storage>,
  scratchOf: ScratchOf,
  start: number,
): MemoryPlan => {
  const places = new Map<Storage, number>();
  let alive: { readonly begin: number; readonly end: number; readonly to: number }[] = [];
  let end = start;
  for (const { storage, from, to } of livesOf(stages, lasting, scratchOf)) {
    alive = alive.filter((other) => other.to >= from);
    const bytes = sizeInBytes(storage);
    let place = start;
    for (const other of alive) {
      if (other.begin - place >= bytes) break;
      place = Math.max(place, other.end);
    }
    places.set(storage, place);
    alive.push({ begin: place, end: place + bytes, to });
    alive.sort((a, b) => a.begin - b.begin);
    end = Math.max(end, place + bytes);
  }
  return { places, end };
};
