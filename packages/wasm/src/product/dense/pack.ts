import { type Code, type Func, get, local, loop, type Statement, set, store } from "../../code/code.js";
import { int, minus, plus } from "../../code/integer.js";
import { storeLowest } from "../../lanes/store.js";
import { type DensePlan, packedRightBytes } from "./plan.js";
import { forEachPart, larger, partsIn, smaller } from "./run.js";
import { transpose } from "./transpose.js";
import { loadAdjacent, loadStrided, partsOfRow, type VectorType } from "./vector.js";

const [source, target] = [local("i32", "source"), local("i32", "target")];

/** Repeats a copy `count` times, moving on by so many bytes. */
const repeat = (
  count: number,
  step: { readonly source: number; readonly target: number },
  body: readonly Statement[],
): readonly Statement[] => {
  if (count === 0) return [];
  const end = local("i32", "end");
  return [
    set(end, plus(get(target), int(count * step.target))),
    loop(target, { from: get(target), below: get(end), step: step.target }, [
      ...body,
      set(source, plus(get(source), int(step.source))),
    ]),
  ];
};

/** Rows one by one. */
const copyRow = (type: VectorType, columns: number, columnStride: number): readonly Statement[] =>
  partsOfRow(type, columns).map(({ offset, active }, vector) => {
    const value =
      columnStride === 1
        ? loadAdjacent(type, get(source), offset, active)
        : loadStrided(type, get(source), offset * columnStride, columnStride, active);
    return store("v128.store", get(target), value, vector * 16);
  });

/** As many rows at a time as a vector has lanes, where the neighbours in a column lie side by side. */
const copyBlock = (type: VectorType, columns: number, columnStride: number): readonly Statement[] => {
  const parts = partsOfRow(type, columns);
  return parts.flatMap(({ offset, active }, vector) => {
    const lines = Array.from({ length: active }, (_, lane) =>
      loadAdjacent(type, get(source), (offset + lane * type.bytes) * columnStride, type.lanes),
    );
    return transpose(type, lines).map((row, index) =>
      store("v128.store", get(target), row, (index * parts.length + vector) * 16),
    );
  });
};

const copyPanel = ({ type, product: { inner, b } }: DensePlan, columns: number): readonly Statement[] => {
  const { bytes, lanes } = type;
  const width = Math.ceil(columns / lanes) * 16;
  const blocks = b.rowStride === 1 && b.columnStride !== 1 ? Math.floor(inner / lanes) : 0;
  return [
    ...repeat(blocks, { source: lanes * bytes, target: lanes * width }, copyBlock(type, columns, b.columnStride)),
    ...repeat(
      inner - blocks * lanes,
      { source: b.rowStride * bytes, target: width },
      copyRow(type, columns, b.columnStride),
    ),
  ];
};

/** The part of `a` for a tile, whose columns lie side by side already. */
const copyTile = ({ type, product: { inner, a } }: DensePlan, rows: number): readonly Statement[] =>
  repeat(
    inner,
    { source: a.columnStride * type.bytes, target: rows * type.bytes },
    partsOfRow(type, rows).flatMap(({ offset, active }) =>
      storeLowest(get(target), loadAdjacent(type, get(source), offset, active), active * type.bytes, offset),
    ),
  );

/** Copies the panels of `b` and then the tiles of `a` to `packed`, parts `from … to − 1` of both: `(a, b, packed, from, to)`. */
export const packing = (name: string, plan: DensePlan): Func => {
  const { type, product, panels, tiles } = plan;
  const [a, b, packed] = [local("i32", "a"), local("i32", "b"), local("i32", "packed")];
  const [from, to] = [local("i32", "from"), local("i32", "to")];
  const move = (start: Code, end: Code): readonly Statement[] => [set(source, start), set(target, end)];
  const count = int(partsIn(panels));
  const beyond = (part: Code): Code => minus(larger(part, count), count);

  const packRight = forEachPart(panels, { from: get(from), to: smaller(get(to), count) }, (columns, distance) => [
    ...move(
      plus(get(b), distance(product.b.columnStride * type.bytes)),
      plus(get(packed), distance(product.inner * type.bytes)),
    ),
    ...copyPanel(plan, columns),
  ]);
  const packLeft = forEachPart(tiles, { from: beyond(get(from)), to: beyond(get(to)) }, (rows, distance) => [
    ...move(
      plus(get(a), distance(type.bytes)),
      plus(plus(get(packed), distance(product.inner * type.bytes)), int(packedRightBytes(plan))),
    ),
    ...copyTile(plan, rows),
  ]);
  return {
    name,
    params: plan.isTransposed ? [b, a, packed, from, to] : [a, b, packed, from, to],
    body: plan.packsLeft ? [...packRight, ...packLeft] : packRight,
  };
};
