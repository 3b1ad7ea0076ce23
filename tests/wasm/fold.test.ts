import {
  add,
  cast,
  type Expr,
  interpreter,
  lift,
  mul,
  scan,
  seed,
  sub,
  sum,
  type Tensor,
  take,
  tensor,
  tensorFrom,
  transpose,
  uniform,
} from "@chainrule/core";
import { wasm } from "@chainrule/wasm";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

const backend = wasm();
/** Whole numbers in f64, so that every order of adding them gives the same bits. */
const whole = <const S extends readonly [number, ...number[]]>(shape: S, start: number): Tensor<S> => {
  const values = uniform(shape, { dtype: "f64" })(seed(start))[0].toArray();
  return tensorFrom(
    shape,
    values.map((value) => Math.floor(value * 8)),
    { dtype: "f64" },
  );
};

type State = { readonly a: Expr; readonly b: Expr };

/** Steps whose new state is made in every way: from itself, from each other, not at all, from what others still need. */
const steps: Readonly<Record<string, (state: State, x: Expr) => readonly [State, unknown]>> = {
  "in place": ({ a, b }, x) => [{ a: add(a, x), b: mul(b, 1) }, sum(a)],
  "each from the other": ({ a, b }, x) => [{ a: b, b: add(a, x) }, sub(a, b)],
  "the old one is needed after the new one is made": ({ a, b }, x) => {
    const next = add(a, x);
    return [{ a: next, b: add(b, mul(next, a)) }, sum(mul(a, b))];
  },
  unchanged: ({ a, b }, x) => [{ a, b: x }, [a, b, x]],
  "the same value twice": ({ a }, x) => {
    const next = add(a, x);
    return [{ a: next, b: next }, next];
  },
  "an input as the state, the state as an output": ({ a, b }, x) => [{ a: x, b: a }, b],
  "a constant": ({ a }, x) => [{ a: add(a, x), b: lift(tensor([1, 2, 3, 4], { dtype: "f64" })) }, x],
  "other elements of itself": ({ a, b }, x) => {
    const order = tensor([3, 2, 1, 0], { dtype: "i32" });
    return [{ a: add(take(a, order), x), b: sub(b, a) }, a];
  },
};

/** How to make a value from earlier ones, of which there are as many as there are states, rows and values made before. */
const recipe = fc.record({
  kind: fc.constantFrom("add", "sub", "reversed", "total", "same"),
  first: fc.nat(),
  second: fc.nat(),
});

const reversed = tensor([3, 2, 1, 0], { dtype: "i32" });

const made = (
  { kind, first, second }: { kind: string; first: number; second: number },
  values: readonly Expr[],
): Expr => {
  const [a, b] = [first, second].map((choice) => lift(values[choice % values.length] ?? 0));
  if (a === undefined || b === undefined) throw new RangeError("there are no values");
  if (kind === "add") return add(a, b);
  if (kind === "sub") return sub(a, b);
  if (kind === "reversed") return take(a, reversed);
  return kind === "total" ? add(mul(sum(a), 0.5), b) : a;
};

describe("a fold", () => {
  // Sums of whole and half numbers in f64 are exact, so that every order of the steps' operations gives the same bits.
  test.prop([fc.array(recipe, { maxLength: 6 }), fc.array(fc.nat(), { minLength: 4, maxLength: 4 })])(
    "of any step gives what the interpreter gives",
    (recipes, chosen) => {
      const step = (state: readonly Expr[], x: Expr) => {
        const values: Expr[] = [...state, x];
        for (const next of recipes) values.push(made(next, values));
        const [a, b, c, output] = chosen.map((choice) => lift(values[choice % values.length] ?? 0));
        return [[a, b, c] as readonly Expr[], output ?? x] as const;
      };
      const initial = [whole([4], 1), whole([4], 2), whole([4], 3)];
      const inputs = whole([5, 4], 4);
      const [ours, theirs] = [backend, interpreter].map((each) => scan(step, { backend: each })(initial, inputs));
      expect(ours).toEqual(theirs);
    },
  );

  describe.each(Object.entries(steps))("whose new state is made", (name, step) => {
    test(`gives what the interpreter gives: ${name}`, () => {
      const initial = { a: whole([4], 1), b: whole([4], 2) };
      const inputs = whole([6, 4], 3);
      expect(scan(step, { backend })(initial, inputs)).toEqual(scan(step, { backend: interpreter })(initial, inputs));
    });
  });

  test("of more steps than memory has room for at a time is the same fold", () => {
    const step = (total: Expr, x: Expr) => {
      const next = add(total, sum(x));
      return [next, [next, mul(x, 2)]] as const;
    };
    const inputs = whole([3000, 3], 5);
    const initial = tensor(0, { dtype: "f64" });
    expect(scan(step, { backend })(initial, inputs)).toEqual(scan(step)(initial, inputs));
  });

  test("of no steps is the state that it began with", () => {
    const step = (total: Expr, x: Expr) => [add(total, x), cast(x, "i32")] as const;
    const initial = tensor([7], { dtype: "f64" });
    const [state, outputs] = scan(step, { backend })(initial, tensorFrom([0, 1], [], { dtype: "f64" }));
    expect(state).toEqual(initial);
    expect(outputs.shape).toEqual([0, 1]);
  });

  test("a matrix that becomes its own transpose is not overwritten while it is read", () => {
    const step = (matrix: Expr, x: Expr) => [add(transpose(matrix), x), sum(matrix)] as const;
    const initial = tensor(
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
      { dtype: "f64" },
    );
    const inputs = tensor([0, 1, 0], { dtype: "f64" });
    expect(scan(step, { backend })(initial, inputs)).toEqual(scan(step)(initial, inputs));
  });
});
