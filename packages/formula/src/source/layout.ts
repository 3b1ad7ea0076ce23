// Text that is broken into lines where it must be.

/** Text with places at which it may be broken. Inside a group these are lines all together, or none of them is. */
export type Layout =
  | string
  | readonly Layout[]
  | { readonly kind: "group" | "indented" | "block"; readonly of: Layout }
  /** A break: `flat` where its group stands on one line, else `before` and a new line. */
  | { readonly kind: "line"; readonly flat: string; readonly before: string }
  | { readonly kind: "new line" };

/** What stands on one line if there is room. */
export const group = (...of: readonly Layout[]): Layout => ({ kind: "group", of });
/** What stands deeper where its group is broken. */
export const indented = (...of: readonly Layout[]): Layout => ({ kind: "indented", of });

/** A space, or a new line. */
export const space: Layout = { kind: "line", flat: " ", before: "" };
/** Nothing, or a new line. */
export const seam: Layout = { kind: "line", flat: "", before: "" };
/** The end of a list: nothing, or a comma and a new line. */
export const lastComma: Layout = { kind: "line", flat: "", before: "," };
export const newLine: Layout = { kind: "new line" };
/** Each on a line of its own, one deeper, between braces. */
export const block = (...lines: readonly Layout[]): Layout => [
  "{",
  { kind: "block", of: lines.map((line) => [newLine, line]) },
  newLine,
  "}",
];

export const separated = (items: readonly Layout[], separator: Layout): Layout =>
  items.flatMap((item, place) => (place === 0 ? [item] : [separator, item]));

const width = 100;
const indentation = "  ";

/** What is still to be written: a layout, how deep it stands, and whether its group is on one line. */
interface Pending {
  readonly layout: Layout;
  readonly depth: number;
  readonly isFlat: boolean;
}

const isList = (layout: Layout): layout is readonly Layout[] => Array.isArray(layout);

/** What a layout that is no text and no break consists of, in order. */
const inside = ({ layout, depth, isFlat }: Pending): readonly Pending[] => {
  if (typeof layout === "string") return [];
  if (isList(layout)) return layout.map((part) => ({ layout: part, depth, isFlat }));
  if (layout.kind === "line" || layout.kind === "new line") return [];
  const isDeeper = layout.kind === "block" || (layout.kind === "indented" && !isFlat);
  return [{ layout: layout.of, depth: isDeeper ? depth + 1 : depth, isFlat }];
};

/** Whether what comes, up to the next new line, has room. The last of a list comes first. */
const fits = (room: number, next: Pending, after: readonly Pending[]): boolean => {
  const stack = [next];
  let rest = after.length;
  let left = room;
  while (left >= 0) {
    const pending = stack.pop() ?? after[--rest];
    if (pending === undefined) return true;
    const { layout } = pending;
    if (typeof layout === "string") left -= layout.length;
    else if (isList(layout)) stack.push(...inside(pending).toReversed());
    else if (layout.kind === "line" && pending.isFlat) left -= layout.flat.length;
    else if (layout.kind === "line" || layout.kind === "new line") return true;
    else stack.push(...inside(pending));
  }
  return false;
};

/** The text, each group on one line where it has room. */
export const written = (layout: Layout): string => {
  const stack: Pending[] = [{ layout, depth: 0, isFlat: false }];
  let text = "";
  let column = 0;
  const write = (part: string): void => {
    text += part;
    column += part.length;
  };
  const breakLine = (depth: number): void => {
    text += `\n${indentation.repeat(depth)}`;
    column = depth * indentation.length;
  };
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { layout: part, depth, isFlat } = next;
    if (typeof part === "string") write(part);
    else if (isList(part)) stack.push(...inside(next).toReversed());
    else if (part.kind === "new line") breakLine(depth);
    else if (part.kind === "line") {
      write(isFlat ? part.flat : part.before);
      if (!isFlat) breakLine(depth);
    } else if (part.kind === "group") {
      const flat: Pending = { layout: part.of, depth, isFlat: true };
      stack.push(fits(width - column, flat, stack) ? flat : { ...flat, isFlat: false });
    } else stack.push(...inside(next));
  }
  // An empty line has no indentation.
  return text.replace(/ +$/gm, "");
};
