import { describe, expect, it } from "vitest";
import {
  call,
  difference,
  element,
  half,
  minusOne,
  negative,
  number,
  one,
  position,
  power,
  product,
  quotient,
  ratio,
  reciprocal,
  reduce,
  square,
  squareRoot,
  sum,
  type Term,
  truth,
  zero,
} from "../../../packages/formula/src/term/term.js";
import { at, variable, written } from "./examples.js";

const [i, j, k, s] = [
  { id: 0, size: 3 },
  { id: 1, size: 4 },
  { id: 2, size: 3 },
  { id: 3, size: 6 },
];
const derivative = (of: Term): Term => ({ kind: "call", name: "g′", args: [of] });

describe("a network of columns", () => {
  const [x, W, b, z] = [variable("a1", [4, 1]), variable("W2", [3, 4]), variable("b2", [3, 1]), variable("z2", [3, 1])];
  const [y, a, delta] = [variable("y", [3, 1]), variable("a2", [3, 1]), variable("z2", [3, 1], "adjoint")];
  const E = variable("E");
  it.each([
    ["z² = W² a¹ + b²", z, [i], sum(reduce("sum", [j], product(at(W, i, j), at(x, j))), at(b, i))],
    ["E = ½ ‖y − a²‖²", E, [], product(half, reduce("sum", [i], square(difference(at(y, i), at(a, i)))))],
    ["δ² = −(y − a²) ⊙ g′(z²)", delta, [i], product(minusOne, derivative(at(z, i)), difference(at(y, i), at(a, i)))],
    ["∂E/∂W² = δ² (a¹)ᵀ", variable("W2", [3, 4], "adjoint"), [i, j], product(at(x, j), at(delta, i))],
    [
      "δ¹ = ((W²)ᵀ δ²) ⊙ g′(z¹)",
      variable("z1", [4, 1], "adjoint"),
      [j],
      product(reduce("sum", [i], product(at(W, i, j), at(delta, i))), derivative(at(variable("z1", [4, 1]), j))),
    ],
    [
      "δ¹ = a¹ ⊙ (1 − a¹) ⊙ ((W²)ᵀ δ²)",
      variable("z1", [4, 1], "adjoint"),
      [j],
      product(at(x, j), difference(number(1), at(x, j)), reduce("sum", [i], product(at(W, i, j), at(delta, i)))),
    ],
    ["∂E/∂b² = δ²", variable("b2", [3, 1], "adjoint"), [i], at(delta, i)],
  ])("%s", (text, of, indices, term) => {
    expect(written(of, indices, term)).toBe(text);
  });
});

describe("a network of rows", () => {
  const [x, W, b, z] = [variable("a1", [6, 4]), variable("W2", [4, 3]), variable("b2", [3]), variable("z2", [6, 3])];
  const [y, p, m, delta] = [
    variable("y", [6, 3]),
    variable("p", [6, 3]),
    variable("m"),
    variable("z2", [6, 3], "adjoint"),
  ];
  const loss = sum(
    product(at(y, s, i), call("log", at(p, s, i))),
    product(difference(number(1), at(y, s, i)), call("log", difference(number(1), at(p, s, i)))),
  );
  it.each([
    ["z² = a¹ W² + b²", z, [s, i], sum(reduce("sum", [j], product(at(x, s, j), at(W, j, i))), at(b, i))],
    ["p = softmax(z²)", p, [s, i], quotient(call("exp", at(z, s, i)), reduce("sum", [k], call("exp", at(z, s, k))))],
    [
      "E = −1/m Σ (y ⊙ log(p))",
      variable("E"),
      [],
      product(minusOne, reciprocal(at(m)), reduce("sum", [s, i], product(at(y, s, i), call("log", at(p, s, i))))),
    ],
    [
      "E = −1/m Σ (y ⊙ log(p) + (1 − y) ⊙ log(1 − p))",
      variable("E"),
      [],
      product(minusOne, reciprocal(at(m)), reduce("sum", [s, i], loss)),
    ],
    ["δ² = (p − y)/m", delta, [s, i], product(reciprocal(at(m)), difference(at(p, s, i), at(y, s, i)))],
    [
      "∂E/∂W² = (a¹)ᵀ δ²",
      variable("W2", [4, 3], "adjoint"),
      [j, i],
      reduce("sum", [s], product(at(x, s, j), at(delta, s, i))),
    ],
    ["∂E/∂b² = Σᵢ δ²ᵢ", variable("b2", [3], "adjoint"), [i], reduce("sum", [s], at(delta, s, i))],
    [
      "δ¹ = (δ² (W²)ᵀ) ⊙ [z¹ > 0]",
      variable("z1", [6, 4], "adjoint"),
      [s, j],
      product(
        truth(">", at(variable("z1", [6, 4]), s, j), zero),
        reduce("sum", [i], product(at(delta, s, i), at(W, j, i))),
      ),
    ],
    [
      "E = 1/(2 m) ‖y − p‖²",
      variable("E"),
      [],
      product(half, reciprocal(at(m)), reduce("sum", [s, i], square(difference(at(y, s, i), at(p, s, i))))),
    ],
  ])("%s", (text, of, indices, term) => {
    expect(written(of, indices, term)).toBe(text);
  });
});

describe("functions of vectors and matrices", () => {
  const [n, m] = [4, 6];
  const i = { id: 0, size: n };
  const j = { id: 1, size: n };
  const r = { id: 2, size: m };
  const l = { id: 3, size: n };
  const vector = (name: string, kind: "value" | "adjoint" = "value") => variable(name, [n], kind);
  const [x, y, v, A, B, E] = [
    vector("x"),
    vector("y"),
    vector("v"),
    variable("A", [n, n]),
    variable("B", [n, n]),
    variable("E"),
  ];
  const [X, w, t, count, rate] = [variable("X", [m, n]), vector("w"), variable("t", [m]), variable("n"), variable("λ")];
  const column = variable("c", [n, 1]);
  const residual = difference(reduce("sum", [j], product(at(X, r, j), at(w, j))), at(t, r));
  const norm = (of: typeof x, over: typeof i) => squareRoot(reduce("sum", [over], square(at(of, over))));
  it.each([
    ["E = xᵀ A x", E, [], reduce("sum", [i, j], product(at(x, i), at(A, i, j), at(x, j)))],
    ["E = xᵀ A x", E, [], reduce("sum", [i], product(at(x, i), reduce("sum", [j], product(at(A, i, j), at(x, j)))))],
    ["E = xᵀ y", E, [], reduce("sum", [i], product(at(x, i), at(y, i)))],
    [
      "∂E/∂x = A x + Aᵀ x",
      vector("x", "adjoint"),
      [i],
      sum(reduce("sum", [j], product(at(A, i, j), at(x, j))), reduce("sum", [j], product(at(A, j, i), at(x, j)))),
    ],
    [
      "∂E/∂x = (A + Aᵀ) x",
      vector("x", "adjoint"),
      [i],
      reduce("sum", [j], product(sum(at(A, i, j), at(A, j, i)), at(x, j))),
    ],
    ["∂E/∂A = x xᵀ", variable("A", [n, n], "adjoint"), [i, j], product(at(x, i), at(x, j))],
    ["y = A B x", y, [i], reduce("sum", [j, l], product(at(A, i, j), at(B, j, l), at(x, l)))],
    ["y = A diag(v) B", variable("y", [n, n]), [i, l], reduce("sum", [j], product(at(A, i, j), at(v, j), at(B, j, l)))],
    ["E = 1/n ‖X w − t‖²", E, [], product(reciprocal(at(count)), reduce("sum", [r], square(residual)))],
    [
      "∂E/∂w = 2/n Xᵀ (X w − t)",
      vector("w", "adjoint"),
      [i],
      product(number(2), reciprocal(at(count)), reduce("sum", [r], product(at(X, r, i), residual))),
    ],
    [
      "∂E/∂w = Xᵀ (X w − t) + 2 λ w",
      vector("w", "adjoint"),
      [i],
      sum(reduce("sum", [r], product(at(X, r, i), residual)), product(number(2), at(rate), at(w, i))),
    ],
    ["E = ‖x‖", E, [], norm(x, i)],
    [
      "E = (xᵀ y)/(‖x‖ ‖y‖)",
      E,
      [],
      product(reduce("sum", [i], product(at(x, i), at(y, i))), reciprocal(norm(x, i)), reciprocal(norm(y, i))),
    ],
    ["∂E/∂x = x/‖x‖", vector("x", "adjoint"), [i], product(at(x, i), reciprocal(norm(x, j)))],
    ["E = log(Σ exp(x))", E, [], call("log", reduce("sum", [i], call("exp", at(x, i))))],
    [
      "∂E/∂x = softmax(x) − y",
      vector("x", "adjoint"),
      [i],
      difference(quotient(call("exp", at(x, i)), reduce("sum", [j], call("exp", at(x, j)))), at(y, i)),
    ],
    ["y = x/√(v + 0.00001)", y, [i], product(at(x, i), power(sum(at(v, i), ratio(1, 100000)), ratio(-1, 2)))],
    ["E = max x", E, [], reduce("max", [i], at(x, i))],
    [
      "yᵢⱼ = Xᵢⱼ − 1/4 Σₖ Xᵢₖ",
      variable("y", [m, n]),
      [r, i],
      difference(at(X, r, i), product(ratio(1, 4), reduce("sum", [j], at(X, r, j)))),
    ],
    [
      "y = X − 1/6 Σᵢ Xᵢ",
      variable("y", [m, n]),
      [r, i],
      difference(at(X, r, i), product(ratio(1, 6), reduce("sum", [{ id: 9, size: m }], at(X, { id: 9, size: m }, i)))),
    ],
    ["E = Σ x³", E, [], reduce("sum", [i], power(at(x, i), number(3)))],
    ["y = 1/(2 x)", y, [i], reciprocal(product(number(2), at(x, i)))],
    ["E = 24 Σ x", E, [], reduce("sum", [l], reduce("sum", [r, i], at(x, i)))],
    ["y = v g′(xᵀ w)", y, [i], product(derivative(reduce("sum", [j], product(at(x, j), at(w, j)))), at(v, i))],
    [
      "y = g′(cᵀ c) v",
      y,
      [i],
      product(at(v, i), derivative(reduce("sum", [j], product(at(column, j), at(column, j))))),
    ],
    ["y = x − v", y, [i], sum(negative(at(v, i)), at(x, i))],
    ["y = x/(v ⊙ (1 − v))", y, [i], product(at(x, i), reciprocal(product(at(v, i), difference(number(1), at(v, i)))))],
    [
      "y = (1 − x)/(1 − v) − x/v",
      y,
      [i],
      sum(
        negative(quotient(at(x, i), at(v, i))),
        quotient(difference(number(1), at(x, i)), difference(number(1), at(v, i))),
      ),
    ],
  ])("%s", (text, of, indices, term) => {
    expect(written(of, indices, term)).toBe(text);
  });
});

describe("rows and columns", () => {
  const [c, x, A, b, w] = [
    variable("c", [6, 4]),
    variable("x", [6, 3]),
    variable("A", [3, 4]),
    variable("b", [4]),
    variable("w", [6, 4]),
  ];
  const ofRow = reduce("sum", [i], product(at(x, s, i), at(A, i, j)));
  const v = variable("v", [3]);
  const ofVector = reduce("sum", [i], product(at(v, i), at(A, i, j)));
  it.each([
    [
      "y = Σᵢ (wᵢ ⊙ (cᵢ + Aᵀ xᵢ))",
      variable("y", [4]),
      [j],
      reduce("sum", [s], product(at(w, s, j), sum(at(c, s, j), ofRow))),
    ],
    ["y = vᵀ A", variable("y", [1, 4]), [j], ofVector],
    ["y = b + Aᵀ v", variable("y", [1, 4]), [j], sum(at(b, j), ofVector)],
    ["y = c + Aᵀ v", variable("y", [6, 4]), [s, j], sum(at(c, s, j), ofVector)],
  ])("%s", (text, of, indices, term) => {
    expect(written(of, indices, term)).toBe(text);
  });
});

describe("where matrix notation ends", () => {
  const [Q, K, W] = [variable("Q", [2, 6, 4]), variable("K", [2, 3, 4]), variable("W", [4, 3])];
  const batch = { id: 9, size: 2 };
  const S = variable("S", [2, 6, 3]);
  it.each([
    ["S = Q Kᵀ", S, [batch, s, i], reduce("sum", [j], product(at(Q, batch, s, j), at(K, batch, i, j)))],
    ["Sᵢⱼₖ = Σₗ Qᵢⱼₗ Wₗₖ", S, [batch, s, i], reduce("sum", [j], product(at(Q, batch, s, j), at(W, j, i)))],
    ["y = Σᵢⱼ Sᵢⱼ", variable("y", [3]), [i], reduce("sum", [batch, s], at(S, batch, s, i))],
    [
      "yᵢⱼ = [j = cᵢ]",
      variable("y", [4, 3]),
      [j, i],
      truth("=", position(i), element(variable("c", [4]), [position(j)])),
    ],
    ["yᵢ = Aᵢᵢ", variable("y", [3]), [i], at(variable("A", [3, 3]), i, i)],
    ["yᵢ = aᵢ", variable("y", [3]), [i], element(variable("a", [4]), [position(i)])],
  ])("%s", (text, of, indices, term) => {
    expect(written(of, indices, term)).toBe(text);
  });
});

describe("index notation", () => {
  const many = Array.from({ length: 10 }, (_, place) => ({ id: 20 + place, size: 2 }));
  const [y, t, a, W, delta] = [
    variable("y", [3, 1]),
    variable("t", [3, 1]),
    variable("a", [4]),
    variable("W2", [3, 4]),
    variable("z2", [3], "adjoint"),
  ];
  it.each([
    [
      "δ²ᵢ = yᵢ (1 − yᵢ) (tᵢ − yᵢ)",
      delta,
      [i],
      product(difference(at(t, i), at(y, i)), at(y, i), difference(number(1), at(y, i))),
    ],
    [
      "δ¹ᵢ = aᵢ (1 − aᵢ) Σₖ W²ₖᵢ δ²ₖ",
      variable("z1", [4], "adjoint"),
      [j],
      product(at(a, j), difference(number(1), at(a, j)), reduce("sum", [i], product(at(W, i, j), at(delta, i)))),
    ],
    ["yᵢ = kᵢ Σₗ kₗ", y, [i], product(at(variable("k", [3]), i), reduce("sum", [k], at(variable("k", [3]), k)))],
    ["E = Σᵢ aᵢ + Σᵢ tᵢ", variable("E"), [], sum(reduce("sum", [j], at(a, j)), reduce("sum", [i], at(t, i)))],
    ["E = 3 Σᵢ aᵢ", variable("E"), [], reduce("sum", [i, j], at(a, j))],
    ["E = Σᵢ aᵢ [i < 3]", variable("E"), [], reduce("sum", [i], element(a, [position(i)]))],
    [
      "E = maxᵢⱼ ([i < 2] [j ≥ 1] if [i < 3] [j < 4] else −∞)",
      variable("E"),
      [],
      reduce("max", [i, j], product(truth("<", position(i), number(2)), truth("≥", position(j), one))),
    ],
    ["E = argmaxᵢ (aᵢ if i < 3 else −∞)", variable("E"), [], reduce("argmax", [i], element(a, [position(i)]))],
    ["E = argmaxᵢ ([i ≥ 1] if i < 3 else −∞)", variable("E"), [], reduce("argmax", [i], truth("≥", position(i), one))],
    ["E = 0", variable("E"), [], reduce("argmax", [i], one)],
    ["y = 0", variable("y", [2, 0]), [k, { id: 9, size: 0 }], at(a, j)],
    ["E = maxᵢ (aᵢ if i < 3 else −∞)", variable("E"), [], reduce("max", [i], element(a, [position(i)]))],
    [
      "yᵢ = Σ_{k,l,r,s,t,u,v,p,q,i1} x[k, l, r, s, t, u, v, p, q, i1] yᵢ",
      y,
      [i],
      reduce(
        "sum",
        many,
        product(
          at(
            variable(
              "x",
              many.map(({ size }) => size),
            ),
            ...many,
          ),
          at(y, i),
        ),
      ),
    ],
    ["yᵢ = Σₖ a[i + k] [k < 3]", y, [i], reduce("sum", [k], element(a, [sum(position(i), position(k))]))],
  ])("%s", (text, of, indices, term) => {
    expect(written(of, indices, term, "index")).toBe(text);
  });
});
