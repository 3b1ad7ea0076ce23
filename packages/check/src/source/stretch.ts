import { broadcastShapes, type Expr, type Shape, sameShape } from "@chainrule/core";

/** The shapes to which a constructor stretches each of its arguments, given theirs: one shape after the other. */
export type Stretch = (shapes: readonly Shape[]) => readonly (readonly Shape[])[];

const common = (shapes: readonly Shape[]): Shape =>
  shapes.reduce((shape, other) => broadcastShapes("the arguments", shape, other), []);

/** All to one shape. */
export const together: Stretch = (shapes) => shapes.map(() => [common(shapes)]);

/** The two values of a choice to one shape, and then with the condition. */
export const togetherInTurn: Stretch = (shapes) => {
  const values = common(shapes.slice(1));
  return shapes.map((_, place) => (place === 0 ? [common(shapes)] : [values, common(shapes)]));
};

/** All but the matrices of a product. */
export const batches: Stretch = (shapes) => {
  const batch = common(shapes.map((shape) => shape.slice(0, -2)));
  return shapes.map((shape) => [[...batch, ...shape.slice(-2)]]);
};

/** An argument without the last stretches that were made of it, and the shapes that it was stretched to since. */
interface Source {
  readonly node: Expr;
  readonly stretchedTo: readonly Shape[];
}

/** No constructor stretches an argument more often. */
const MOST = 2;

/** What an argument may have been before it was stretched: the furthest back comes first, the argument itself last. */
const sourcesOf = (arg: Expr, isHidden: (node: Expr) => boolean): readonly Source[] => {
  const sources: Source[] = [{ node: arg, stretchedTo: [] }];
  for (let node = arg; sources.length <= MOST && node.op.name === "broadcastTo" && isHidden(node); ) {
    const [source] = node.args;
    if (source === undefined) break;
    sources.unshift({ node: source, stretchedTo: [node.shape, ...(sources[0]?.stretchedTo ?? [])] });
    node = source;
  }
  return sources;
};

/** Every choice of one item from each list, the first items first. */
const choices = <A>(lists: readonly (readonly A[])[]): readonly (readonly A[])[] =>
  lists.reduce<readonly (readonly A[])[]>(
    (chosen, list) => chosen.flatMap((items) => list.map((item) => [...items, item])),
    [[]],
  );

/** The shapes that are another than the one before. */
const changes = (from: Shape, shapes: readonly Shape[]): readonly Shape[] =>
  shapes.filter((shape, index) => !sameShape(shape, shapes[index - 1] ?? from));

const isStretchedSo =
  (stretch: Stretch) =>
  (sources: readonly Source[]): boolean =>
    stretch(sources.map(({ node }) => node.shape)).every((shapes, index) => {
      const source = sources[index];
      if (source === undefined) return false;
      const [wanted, made] = [changes(source.node.shape, source.stretchedTo), changes(source.node.shape, shapes)];
      return wanted.length === made.length && wanted.every((shape, step) => sameShape(shape, made[step] ?? []));
    });

/** The arguments to be given to a constructor that stretches them, for it to make of them those that it was found with. */
export const beforeStretching = (
  args: readonly Expr[],
  stretch: Stretch,
  isHidden: (node: Expr) => boolean,
): readonly Expr[] =>
  choices(args.map((arg) => sourcesOf(arg, isHidden)))
    .find(isStretchedSo(stretch))
    ?.map(({ node }) => node) ?? args;
