import { add, constant, type Expr, evaluate, lift, mul, scan, sign, square, sum, tensor, zeros } from "@chainrule/core";
import { adam, chain, initialState, leafwise, type Optimiser, sgd, trainStep } from "@chainrule/nn";
import { Map as ImmutableMap, Record as ImmutableRecord, List } from "immutable";
import { describe, expect, test } from "vitest";

const optimiser = sgd({ learningRate: 0.25 });
const norm = (a: Expr, b: Expr): Expr<readonly []> => add(sum(square(a)), sum(square(b)));
const [a, b] = [tensor([4, -2]), tensor([[1]])];
const once = tensor([0]);
// The gradient of a square is 2 w, so a step at rate ¼ halves each parameter.
const halved = [[2, -1], [[0.5]]];

describe("parameters may be", () => {
  test("a plain object that holds a list", () => {
    type Tree = { readonly a: Expr; readonly rest: readonly [Expr] };
    const step = trainStep((p: Tree, _batch: Expr) => norm(p.a, p.rest[0]), optimiser);
    const [{ parameters }] = scan(step)(initialState({ a, rest: [b] as const }, optimiser), once);
    expect([parameters.a.toNested(), parameters.rest[0].toNested()]).toEqual(halved);
  });

  test("an Immutable Map", () => {
    const read = (p: ImmutableMap<string, Expr>, key: string): Expr => p.get(key, lift(0));
    const step = trainStep(
      (p: ImmutableMap<string, Expr>, _batch: Expr) => norm(read(p, "a"), read(p, "b")),
      optimiser,
    );
    const [{ parameters }] = scan(step)(initialState(ImmutableMap({ a, b }), optimiser), once);
    expect([parameters.get("a")?.toNested(), parameters.get("b")?.toNested()]).toEqual(halved);
  });

  test("an Immutable List", () => {
    const read = (p: List<Expr>, index: number): Expr => p.get(index, lift(0));
    const step = trainStep((p: List<Expr>, _batch: Expr) => norm(read(p, 0), read(p, 1)), adam({ learningRate: 0.5 }));
    const begun = initialState(List([a, b]), adam({ learningRate: 0.5 }));
    const [{ parameters }] = scan(step)(begun, once);
    const moved = [parameters.get(0), parameters.get(1)].flatMap((leaf) => leaf?.toArray() ?? []);
    // The first step of Adam has the size of the rate; f32 rounds it at about 1e-7.
    moved.forEach((w, index) => {
      expect(Math.abs(w - ([3.5, -1.5, 0.5][index] ?? 0))).toBeLessThan(1e-6);
    });
  });

  test("an Immutable Record", () => {
    const Tensors = ImmutableRecord({ a, b });
    const step = trainStep((p: { readonly a: Expr; readonly b: Expr }, _batch: Expr) => norm(p.a, p.b), optimiser);
    const [{ parameters }] = scan(step)(initialState(Tensors(), optimiser), once);
    expect([parameters.a.toNested(), parameters.b.toNested()]).toEqual(halved);
  });

  test("one tensor, or none", () => {
    const [one] = scan(trainStep((p: Expr, _batch: Expr) => sum(square(p)), optimiser))(
      initialState(a, optimiser),
      once,
    );
    expect(one.parameters.toNested()).toEqual([2, -1]);
    const constant = trainStep((_p: readonly [], x: Expr<readonly []>) => x, optimiser);
    expect(scan(constant)(initialState([] as const, optimiser), once)[0].parameters).toEqual([]);
  });
});

test("an optimiser may be chosen at run time: the type of its state need not be known", () => {
  const choices: Readonly<Record<"adam" | "sgd", Optimiser>> = { adam: adam(), sgd: optimiser };
  const chosen = choices.sgd;
  const [{ parameters }] = scan(trainStep((p: Expr, _batch: Expr) => sum(square(p)), chosen))(
    initialState(a, chosen),
    once,
  );
  expect(parameters.toNested()).toEqual([2, -1]);
});

test("an optimiser of one's own joins a chain", () => {
  const signs = leafwise<{ readonly [key: string]: never }>({
    init: () => ({}),
    update: (gradients, state) => [gradients.map((g) => sign(g)), state],
  });
  const mine = chain(signs, sgd({ learningRate: 0.5 }));
  const [{ parameters }] = scan(trainStep((p: Expr, _batch: Expr) => sum(square(p)), mine))(
    initialState(a, mine),
    once,
  );
  expect(parameters.toNested()).toEqual([3.5, -1.5]);
});

test("a chain of none changes nothing; chains nest", () => {
  const g = lift(tensor([1, 2]));
  expect(chain().update(g, [], g)).toEqual([g, []]);
  const nested = chain(chain(sgd({ learningRate: 2 })), chain());
  const step = constant(zeros([], { dtype: "f64" }));
  const [updates] = nested.update(g, [[{ step }], []], g);
  expect(evaluate(updates).toNested()).toEqual([-2, -4]);
});

test("what an optimiser cannot begin with is named by its path", () => {
  expect(() => optimiser.init({ w: [lift(tensor([1]))] })).toThrow("parameters.w[0]: an optimiser begins with tensors");
  expect(() => optimiser.init({ w: 3 })).toThrow("parameters.w: an optimiser begins with tensors, got 3");
});

test("gradients of another form than the parameters are rejected", () => {
  const g = lift(tensor([1]));
  expect(() => optimiser.update<unknown>([g, g], { step: lift(0, "f64") }, [g])).toThrow(
    "2 gradients for 1 parameters",
  );
});

test("a state of the wrong optimiser is a compile error", () => {
  const g = mul(lift(tensor([1])), 1);
  // @ts-expect-error the state of sgd counts steps, and has no moments
  expect(() => adam().update(g, { step: lift(0, "f64") }, g)).toThrow();
});
