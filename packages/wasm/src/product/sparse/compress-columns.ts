import { type Func, get, load, local, loop, op, set, store, when } from "../../code/code.js";
import { int, minus, plus } from "../../code/integer.js";
import { boundsOf, columnLists, entriesOf, entryBytes, lastBound, rowLists, type SparseLayout } from "./lists.js";

/**
 * `${name}(byRow, byColumn, from, to)` lists the elements of the columns `from…to` from the lists of all rows.
 */
export const compressColumns = (name: string, layout: SparseLayout): Func => {
  const [rows, columns] = [rowLists(layout), columnLists(layout)];
  const [byRow, byColumn] = [local("i32", "byRow"), local("i32", "byColumn")];
  const [from, to, row, column] = [
    local("i32", "from"),
    local("i32", "to"),
    local("i32", "row"),
    local("i32", "column"),
  ];
  const [entry, end, bounds, tail] = [
    local("i32", "entry"),
    local("i32", "end"),
    local("i32", "bounds"),
    local("i32", "tail"),
  ];
  const ofRow = boundsOf(rows, get(byRow), get(row));
  const empty = entriesOf(columns, get(byColumn), get(column));
  const ofColumn = boundsOf(columns, get(byColumn), get(column));
  return {
    name,
    params: [byRow, byColumn, from, to],
    body: [
      loop(column, { from: get(from), below: get(to), step: 1 }, [
        store("i32.store", ofColumn, empty),
        store("i32.store", ofColumn, empty, lastBound(columns)),
      ]),
      loop(row, { from: int(0), below: int(layout.rows), step: 1 }, [
        set(entry, load("i32.load", ofRow)),
        set(end, load("i32.load", ofRow, lastBound(rows))),
        loop(entry, { from: get(entry), below: get(end), step: entryBytes }, [
          set(column, load("i32.load", get(entry))),
          // Unsigned, so that one comparison tells both bounds.
          when(op("i32.lt_u", minus(get(column), get(from)), minus(get(to), get(from))), [
            set(bounds, ofColumn),
            set(tail, load("i32.load", get(bounds), lastBound(columns))),
            store("i32.store", get(tail), get(row)),
            store("i32.store", get(tail), load("i32.load", get(entry), 4), 4),
            store("i32.store", get(bounds), plus(get(tail), int(entryBytes)), lastBound(columns)),
          ]),
        ]),
      ]),
    ],
  };
};
