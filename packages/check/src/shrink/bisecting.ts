/** A part of a list: `start ≤ index < end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A list cut in half again and again: the whole, its halves, its quarters … down to single elements. Of each level the last comes first. */
export function* halvings(length: number): Iterable<Span> {
  let level: readonly Span[] = length === 0 ? [] : [{ start: 0, end: length }];
  while (level.length > 0) {
    yield* level;
    level = level.flatMap(({ start, end }) => {
      const middle = (start + end) >> 1;
      return middle === start
        ? []
        : [
            { start: middle, end },
            { start, end: middle },
          ];
    });
  }
}

/**
 * The elements of a list, each once, in the order of a search for the first that will do, where it is likely that all after it would: the
 * one in the middle, that in the middle of what follows, and so on to the last; then the others, by halves. Whoever takes the first that
 * does, and begins again with what lies before it, looks at no more than the square of the logarithm.
 */
export function* bisecting<A>(list: readonly A[]): Iterable<A> {
  const order = new Set<number>();
  for (let left = list.length >> 1; left > 0; left >>= 1) order.add(list.length - 1 - left);
  if (list.length > 0) order.add(list.length - 1);
  for (const { start, end } of halvings(list.length)) order.add((start + end) >> 1);
  for (const index of order) yield* list.slice(index, index + 1);
}
