import { at } from "@chainrule/core/backend";
import { type Element, loadsIn, type Nest, type Storage, sizeOfElement, storagesIn, type Write } from "../nest/nest.js";
import { sameAffine } from "./affine.js";
import { areIndependent, readsOf, type Stage, writesOf } from "./stage.js";

const isPlain = ({ combining, writes }: Nest): boolean =>
  combining === undefined && writes.every(({ scatter }) => scatter === undefined);

const sameLoops = (a: Nest, b: Nest): boolean =>
  a.sizes.length === b.sizes.length && a.sizes.every((size, loop) => size === b.sizes[loop]);

/** Whether every load of what was written is a load of the same index. */
const readsWhatWasWritten = (writes: readonly Write[], element: Element): boolean =>
  loadsIn(element).every((load) => {
    const write = writes.find(({ storage }) => storage === load.storage);
    const isLookedUp = load.gather !== undefined && writes.some(({ storage }) => storage === load.gather?.indices);
    if (isLookedUp) return false;
    return write === undefined || (load.gather === undefined && sameAffine(write.place, load.place));
  });

/** The element with loads of what was just written replaced by what was written. */
const forwarded = (writes: readonly Write[], element: Element): Element => {
  if (element.kind === "apply") return { ...element, args: element.args.map((arg) => forwarded(writes, arg)) };
  if (element.kind !== "load") return element;
  return writes.find(({ storage }) => storage === element.storage)?.element ?? element;
};

/** Elements of more nodes than this, shared ones counted as often as they stand, are not put together. */
const LARGEST_ELEMENT = 200;

/** Two nests as one: the second reads what the first writes from where it was computed. */
const joined = (first: Nest, second: Nest): Nest | undefined => {
  if (!isPlain(first) || !isPlain(second) || !sameLoops(first, second)) return undefined;
  const followsFirst = second.writes.every(({ element }) => readsWhatWasWritten(first.writes, element));
  // What the second replaces, the first may have read at the same index only.
  const sparesFirst = first.writes.every(({ element }) => readsWhatWasWritten(second.writes, element));
  const isSeparate = second.writes.every(({ storage }) => !writesOf(first).includes(storage));
  if (!followsFirst || !sparesFirst || !isSeparate) return undefined;
  const added = second.writes.map((write) => ({ ...write, element: forwarded(first.writes, write.element) }));
  if (added.some(({ element }) => sizeOfElement(element) > LARGEST_ELEMENT)) return undefined;
  return { ...first, name: `${first.name}+${second.name}`, writes: [...first.writes, ...added] };
};

/** Nests over the same loops as one, where nothing between them stands in the way. */
const mergeNests = (stages: readonly Stage[]): readonly Stage[] => {
  const merged: Stage[] = [];
  for (const stage of stages) {
    let place = stage.kind === "nest" ? merged.length - 1 : -1;
    for (; place >= 0; place--) {
      const earlier = at(merged, place);
      const both = stage.kind === "nest" && earlier.kind === "nest" ? joined(earlier, stage) : undefined;
      if (both !== undefined) {
        merged[place] = both;
        break;
      }
      if (!areIndependent(earlier, stage)) place = -1;
    }
    if (place < 0) merged.push(stage);
  }
  return merged;
};

/** Drops what is written and never read. */
const withoutDeadWrites = (stages: readonly Stage[], kept: ReadonlySet<Storage>): readonly Stage[] => {
  const read = new Set(stages.flatMap(readsOf));
  return stages.flatMap((stage): readonly Stage[] => {
    if (stage.kind !== "nest") return [stage];
    const writes = stage.writes.filter(({ storage }) => kept.has(storage) || read.has(storage));
    return writes.length === 0 ? [] : [{ ...stage, writes }];
  });
};

/** The same element for equal loads, so that each is made once in a nest. */
const shareLoads = (stage: Stage): Stage => {
  if (stage.kind !== "nest") return stage;
  const ids = new Map<Storage, number>();
  const idOf = (storage: Storage): number => {
    const id = ids.get(storage) ?? ids.size;
    ids.set(storage, id);
    return id;
  };
  const known = new Map<string, Element>();
  const numbers = new Map<Element, number>();
  const visited = new Map<Element, Element>();
  const numberOf = (element: Element): number => {
    const number = numbers.get(element) ?? numbers.size;
    numbers.set(element, number);
    return number;
  };
  const share = (element: Element): Element => {
    const before = visited.get(element);
    if (before !== undefined) return before;
    const inner = element.kind === "apply" ? { ...element, args: element.args.map(share) } : element;
    const key =
      inner.kind === "apply"
        ? JSON.stringify([inner.op, inner.dtype, ...inner.args.map(numberOf)])
        : JSON.stringify([
            inner,
            ...storagesIn(inner).map(idOf),
            inner.kind === "constant" ? [Object.is(inner.value, -0), String(inner.value)] : [],
          ]);
    const shared = known.get(key) ?? inner;
    known.set(key, shared);
    visited.set(element, shared);
    return shared;
  };
  return { ...stage, writes: stage.writes.map((write) => ({ ...write, element: share(write.element) })) };
};

/** The same stages in fewer nests, each computing what it needs once. */
export const merge = (stages: readonly Stage[], kept: ReadonlySet<Storage>): readonly Stage[] =>
  withoutDeadWrites(mergeNests(stages), kept).map(shareLoads);
