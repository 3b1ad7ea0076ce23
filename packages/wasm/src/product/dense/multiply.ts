import { type Code, call, type Func, get, local, loop, type Statement, set } from "../../code/code.js";
import { int, plus } from "../../code/integer.js";
import { type DensePlan, packedRightBytes } from "./plan.js";
import { allOf, forEachPart, type Range, smaller } from "./run.js";
import { type LeftOperand, type RightOperand, tileKernel } from "./tile-kernel.js";

/** Where an operand of the tiles begins, and how they walk through it. */
interface Located<Operand> {
  readonly start: (base: { readonly matrix: Code; readonly packed: Code }, distance: (stride: number) => Code) => Code;
  readonly operand: Operand;
}

const leftFor = (plan: DensePlan, rows: number): Located<LeftOperand> => {
  const { packsLeft, product, type } = plan;
  const { rowStride, columnStride } = product.a;
  return packsLeft
    ? {
        start: ({ packed }, distance) =>
          plus(plus(packed, distance(product.inner * type.bytes)), int(packedRightBytes(plan))),
        operand: { row: type.bytes, column: rows * type.bytes },
      }
    : {
        start: ({ matrix }, distance) => plus(matrix, distance(rowStride * type.bytes)),
        operand: { row: rowStride * type.bytes, column: columnStride * type.bytes },
      };
};

const rightFor = ({ right, product, type }: DensePlan, columns: number): Located<RightOperand> => {
  const { bytes, lanes } = type;
  const { rowStride, columnStride } = product.b;
  switch (right) {
    case "packed":
      return {
        start: ({ packed }, distance) => plus(packed, distance(product.inner * bytes)),
        operand: { along: "rows", row: Math.ceil(columns / lanes) * 16, isPadded: true },
      };
    case "rows":
      return {
        start: ({ matrix }, distance) => plus(matrix, distance(bytes)),
        operand: { along: "rows", row: rowStride * bytes, isPadded: false },
      };
    case "columns":
      return {
        start: ({ matrix }, distance) => plus(matrix, distance(columnStride * bytes)),
        operand: { along: "columns", column: columnStride * bytes },
      };
  }
};

/** The kernels of all kinds of tiles, and the function that calls them for parts `from … to − 1`: `(a, b, packed, c, from, to)`. */
export const multiplying = (name: string, plan: DensePlan, relaxed: boolean): readonly Func[] => {
  const { type, product, tiles, panels } = plan;
  const { inner, columns: allColumns, update } = product;
  const kernelName = (rows: number, columns: number): string => `${name}.${rows}x${columns}`;
  const kernels = tiles.flatMap(({ size: rows }) =>
    panels.map(({ size: columns }) =>
      tileKernel(kernelName(rows, columns), {
        type,
        relaxed,
        rows,
        inner,
        columns,
        left: leftFor(plan, rows).operand,
        right: rightFor(plan, columns).operand,
        row: allColumns * type.bytes,
        ...(update === undefined ? {} : { update }),
      }),
    ),
  );

  const [a, b, packed, c] = [local("i32", "a"), local("i32", "b"), local("i32", "packed"), local("i32", "c")];
  const [from, to] = [local("i32", "from"), local("i32", "to")];
  const shared: Range = { from: get(from), to: get(to) };

  const overTiles = (range: Range, columns: number, acrossPanels: (stride: number) => Code): readonly Statement[] => {
    const [panel, target] = [local("i32", "panel"), local("i32", "target")];
    return [
      set(panel, rightFor(plan, columns).start({ matrix: get(b), packed: get(packed) }, acrossPanels)),
      set(target, plus(get(c), acrossPanels(type.bytes))),
      ...forEachPart(tiles, range, (rows, acrossTiles) => [
        call(
          kernelName(rows, columns),
          leftFor(plan, rows).start({ matrix: get(a), packed: get(packed) }, acrossTiles),
          get(panel),
          plus(get(target), acrossTiles(allColumns * type.bytes)),
        ),
      ]),
    ];
  };

  const byPanels = (): readonly Statement[] =>
    forEachPart(panels, shared, (columns, distance) => overTiles(allOf(tiles), columns, distance));

  const byTiles = (): readonly Statement[] => {
    const [first, end] = [local("i32", "first"), local("i32", "end")];
    const block: Range = { from: get(first), to: get(end) };
    return [
      loop(first, { ...shared, below: shared.to, step: plan.tilesPerBlock }, [
        set(end, smaller(plus(get(first), int(plan.tilesPerBlock)), shared.to)),
        ...forEachPart(panels, allOf(panels), (columns, distance) => overTiles(block, columns, distance)),
      ]),
    ];
  };

  return [
    ...kernels,
    {
      name: `${name}.multiply`,
      params: plan.isTransposed ? [b, a, packed, c, from, to] : [a, b, packed, c, from, to],
      body: plan.shares === "panels" ? byPanels() : byTiles(),
    },
  ];
};
