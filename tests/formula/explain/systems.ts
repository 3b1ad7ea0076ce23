import { type Tensor, tensor } from "@chainrule/core";
import type { Values } from "../../../packages/formula/src/explain/values.js";

const f64 = { dtype: "f64" } as const;
const column = (...values: number[]): Tensor =>
  tensor(
    values.map((value) => [value]),
    f64,
  );
const matrix = (...rows: number[][]): Tensor => tensor(rows, f64);

/** Reference system S2. */
export const s2: Values = {
  x: column(0.05, 0.1),
  t: column(0.01, 0.99),
  W1: matrix([0.15, 0.2], [0.25, 0.3]),
  b1: column(0.35, 0.35),
  W2: matrix([0.4, 0.45], [0.5, 0.55]),
  b2: column(0.6, 0.6),
  η: tensor(0.5, f64),
};

/** Reference system S3. */
export const s3: Values = {
  x: column(0.1, 0.2),
  t: column(0.01, 0.99),
  W1: matrix([0.1, 0.2], [0.3, 0.4]),
  b1: column(0.55, 0.55),
  W2: matrix([0.5, 0.6], [0.7, 0.8]),
  b2: column(0.66, 0.66),
  η: tensor(0.5, f64),
};

/** What both texts call the elements. */
export const labels = {
  x: ["x1", "x2"],
  t: ["t1", "t2"],
  W1: [
    ["w1", "w2"],
    ["w3", "w4"],
  ],
  W2: [
    ["w5", "w6"],
    ["w7", "w8"],
  ],
  z1: ["net_h1", "net_h2"],
  a1: ["h1", "h2"],
  z2: ["net_o1", "net_o2"],
  a2: ["o1", "o2"],
};
