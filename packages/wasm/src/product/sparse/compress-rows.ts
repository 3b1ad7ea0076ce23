import {
  type Code,
  type Func,
  get,
  type Local,
  local,
  loop,
  op,
  type Statement,
  set,
  store,
  when,
} from "../../code/code.js";
import { int, plus } from "../../code/integer.js";
import { append } from "./append.js";
import { bandSize, boundBytes, boundsOf, entriesOf, rowLists, type SparseLayout } from "./lists.js";

/** The elements of a matrix, as code that reads two counters. */
export interface RowSource {
  readonly row: Local;
  readonly column: Local;
  /** Four neighbours from `column + shift` on; the lanes from `active` on may hold anything. */
  readonly elements: (shift: number, active: number) => Code;
  /** What must be computed before a row is walked. It is asked for once all elements were. */
  readonly prepare: () => readonly Statement[];
}

/** The elements that are looked at together: where all are zero, as most are, they cost one branch. */
const groupSize = 16;

/** Appends what is not zero among `size` elements from the column counter on. */
const scan = ({ column, elements }: RowSource, end: Local, size: number): readonly Statement[] => {
  const positions = local("v128", "positions");
  const vectors = Array.from({ length: Math.ceil(size / 4) }, (_, index) => ({
    shift: index * 4,
    active: Math.min(4, size - index * 4),
    held: local("v128", `values${index}`),
  }));
  const bits = vectors.map(({ held }) => get(held)).reduce((all, values) => op("v128.or", all, values));
  return [
    ...vectors.map(({ held, shift, active }) => set(held, elements(shift, active))),
    when(op("v128.any_true", bits), [
      set(positions, op("i32x4.splat", get(column))),
      ...vectors.flatMap(({ held, shift, active }) =>
        append(end, get(positions), { values: get(held), shift, active }),
      ),
    ]),
  ];
};

/** `${name}(byRow, from, to)` lists the elements of the rows `from…to` that are not zero: `−0` counts as zero, NaN does not. */
export const compressRows = (name: string, layout: SparseLayout, source: RowSource): Func => {
  const { inner } = layout;
  const { row, column } = source;
  const lists = rowLists(layout);
  const [byRow, from, to] = [local("i32", "byRow"), local("i32", "from"), local("i32", "to")];
  const [bound, end, band] = [local("i32", "bound"), local("i32", "end"), local("i32", "band")];

  /** Walks columns in groups, the last of which may be smaller. */
  const groups = (first: Code, size: number): readonly Statement[] => {
    const rest = size % groupSize;
    const below = plus(first, int(size - rest));
    return [
      ...(size === rest ? [] : [loop(column, { from: first, below, step: groupSize }, scan(source, end, groupSize))]),
      ...(rest === 0 ? [] : [set(column, below), ...scan(source, end, rest)]),
    ];
  };
  const closeBand: readonly Statement[] = [
    set(bound, plus(get(bound), int(boundBytes))),
    store("i32.store", get(bound), get(end)),
  ];
  const last = (lists.bands - 1) * bandSize;
  const bands = { from: int(0), below: int(last), step: bandSize };
  const walk: readonly Statement[] = [
    ...(last === 0 ? [] : [loop(band, bands, [...groups(get(band), bandSize), ...closeBand])]),
    ...groups(int(last), inner - last),
    ...closeBand,
  ];
  return {
    name,
    params: [byRow, from, to],
    body: [
      loop(row, { from: get(from), below: get(to), step: 1 }, [
        ...source.prepare(),
        set(end, entriesOf(lists, get(byRow), get(row))),
        set(bound, boundsOf(lists, get(byRow), get(row))),
        store("i32.store", get(bound), get(end)),
        ...walk,
      ]),
    ],
  };
};
