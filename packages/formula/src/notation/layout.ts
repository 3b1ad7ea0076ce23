/** What runs along an axis: the number of an index, or null where the size is 1. */
export type Axis = number | null;

/** What runs along each axis of a value. */
export type Layout = readonly Axis[];

/** Whether a value is stretched to the wanted layout, from the last axis, where it stands among others. */
export const fits = (layout: Layout, wanted: Layout): boolean =>
  layout.every((axis, place) => axis === null || axis === wanted[place + wanted.length - layout.length]);

/** The layout of a sum of values, or of another elementwise operation, that all fit one layout. */
export const stretched = (layouts: readonly Layout[]): Layout => {
  const rank = Math.max(0, ...layouts.map(({ length }) => length));
  return Array.from({ length: rank }, (_, place) =>
    layouts.reduce<Axis>((axis, layout) => axis ?? layout[place + layout.length - rank] ?? null, null),
  );
};

/** The layout with its last two axes exchanged. */
export const turned = (layout: Layout): Layout => {
  const [row = null, column = null] = layout.slice(-2);
  return [...layout.slice(0, -2), column, row];
};

export const isSameLayout = (a: Layout, b: Layout): boolean =>
  a.length === b.length && a.every((axis, place) => axis === b[place]);

/** The indices in a layout. */
export const idsIn = (layout: Layout): readonly number[] => layout.filter((axis) => axis !== null);

/** The same function, that works out each layout once. */
export const remembered = <A>(of: (layout: Layout) => A): ((layout: Layout) => A) => {
  const found = new Map<string, { readonly value: A }>();
  return (layout) => {
    const key = layout.join();
    const entry = found.get(key) ?? { value: of(layout) };
    found.set(key, entry);
    return entry.value;
  };
};
