// Text that is laid out to a width: P. Wadler, "A prettier printer", in The Fun of Programming, 2003. Iterative, so that depth is
// bounded by memory.

/** The most columns that a line should have. */
const WIDTH = 120;

/** Where a line may end. In a group that fits on one line it stands for `flat`; otherwise for the end of the line, after `broken`. */
interface Line {
  readonly kind: "line";
  readonly flat: string;
  readonly broken: string;
  /** Whether the line ends here in any case, and so in every group around it. */
  readonly always: boolean;
}

/** Contents whose lines are indented by one step more. */
interface Indented {
  readonly kind: "indented";
  readonly contents: Doc;
}

/** Contents that are written on one line if they fit. */
interface Group {
  readonly kind: "group";
  readonly contents: Doc;
}

/** Text with the places where it may be broken. A string holds no end of a line. */
export type Doc = string | readonly Doc[] | Line | Indented | Group;

const line = (flat: string, broken = ""): Line => ({ kind: "line", flat, broken, always: false });

/** The end of a line. */
export const newline: Doc = { kind: "line", flat: "", broken: "", always: true };

export const indented = (contents: Doc): Doc => ({ kind: "indented", contents });

export const group = (contents: Doc): Doc => ({ kind: "group", contents });

/** Items with a separator between them. */
export const joined = (items: readonly Doc[], separator: Doc): readonly Doc[] =>
  items.flatMap((item, index) => (index === 0 ? [item] : [separator, item]));

const bracketed = (open: string, items: readonly Doc[], close: string, separator: Doc, space: string): Doc =>
  items.length === 0
    ? `${open}${close}`
    : group([open, indented([line(space), joined(items, [",", separator])]), line(space, ","), close]);

/** `open item, item close`, or a line for each item, each with a comma. `space` is what stands inside the brackets on one line. */
export const listed = (open: string, items: readonly Doc[], close: string, space = ""): Doc =>
  bracketed(open, items, close, line(" "), space);

/** As `listed`, but with as many items on each line as there is room for. */
export const filled = (open: string, items: readonly Doc[], close: string): Doc =>
  bracketed(open, items, close, group(line(" ")), "");

/** `name(arg, …)`. */
export const call = (name: string, ...args: readonly Doc[]): Doc => listed(`${name}(`, args, ")");

/** `{ name: value, … }`. */
export const fields = (entries: readonly (readonly [name: string, value: Doc])[]): Doc =>
  listed(
    "{",
    entries.map(([name, value]) => [`${name}: `, value]),
    "}",
    " ",
  );

/** What is still to be written: contents, how far lines are indented, and whether lines end in it. */
interface Pending {
  readonly doc: Doc;
  readonly indent: number;
  readonly breaks: boolean;
}

const inside = ({ indent, breaks }: Pending, doc: Doc): Pending => ({ doc, indent, breaks });

/** Whether the first of what is pending fits in so many columns on one line, with what follows it up to where a line may end. */
const fits = (first: Pending, rest: readonly Pending[], columns: number): boolean => {
  const stack = [first];
  let left = columns;
  let next = rest.length - 1;
  while (left >= 0) {
    const pending = stack.pop() ?? rest[next--];
    if (pending === undefined) return true;
    const { doc, indent, breaks } = pending;
    if (typeof doc === "string") left -= doc.length;
    else if (isSequence(doc)) for (const part of doc.toReversed()) stack.push({ doc: part, indent, breaks });
    else if (doc.kind !== "line") stack.push({ doc: doc.contents, indent, breaks });
    else if (doc.always) return breaks;
    else if (breaks) return left >= doc.broken.length;
    else left -= doc.flat.length;
  }
  return false;
};

const isSequence = (doc: Doc): doc is readonly Doc[] => Array.isArray(doc);

/** The text, with lines of at most so many columns where there are places to break it. */
export const render = (doc: Doc, width = WIDTH): string => {
  const pieces: string[] = [];
  let column = 0;
  // Written with the first text of a line, so that empty lines stay empty.
  let margin = "";
  const write = (text: string): void => {
    if (text === "") return;
    pieces.push(margin, text);
    margin = "";
    column += text.length;
  };
  const stack: Pending[] = [{ doc, indent: 0, breaks: true }];
  for (let pending = stack.pop(); pending !== undefined; pending = stack.pop()) {
    const { doc: current, indent, breaks } = pending;
    if (typeof current === "string") write(current);
    else if (isSequence(current)) for (const part of current.toReversed()) stack.push(inside(pending, part));
    else if (current.kind === "indented") stack.push({ doc: current.contents, indent: indent + 2, breaks });
    else if (current.kind === "group") {
      const flat = { doc: current.contents, indent, breaks: false };
      stack.push(breaks && !fits(flat, stack, width - column) ? { ...flat, breaks: true } : flat);
    } else if (breaks) {
      write(current.broken);
      pieces.push("\n");
      margin = " ".repeat(indent);
      column = indent;
    } else write(current.flat);
  }
  return pieces.join("");
};

/** How many columns the text has on one line: none where it cannot be on one line. */
export const widthOf = (doc: Doc): number => {
  let width = 0;
  const stack: Doc[] = [doc];
  for (let current = stack.pop(); current !== undefined; current = stack.pop()) {
    if (typeof current === "string") width += current.length;
    else if (isSequence(current)) for (const part of current) stack.push(part);
    else if (current.kind !== "line") stack.push(current.contents);
    else if (current.always) return Number.POSITIVE_INFINITY;
    else width += current.flat.length;
  }
  return width;
};
