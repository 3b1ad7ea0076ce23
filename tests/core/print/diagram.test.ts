import { exp, input, mul, named, toDot, toMermaid } from "@chainrule/core";
import { expect, test } from "vitest";

const x = input([2], { name: 'x "quoted"' });
const y = named("y", exp(x));
const graph = { inputs: [x], outputs: [mul(y, y)] };

test("toDot: a shared value is one box with two arrows, quotes in names are escaped", () => {
  expect(toDot(graph)).toMatchInlineSnapshot(`
    "digraph program {
      n0 [label="x \\"quoted\\" = input f32[2]", shape=ellipse];
      n1 [label="exp f32[2]", shape=box];
      n2 [label="y = identity f32[2]", shape=box];
      n3 [label="mul f32[2]", shape=box];
      n0 -> n1;
      n1 -> n2;
      n2 -> n3;
      n2 -> n3;
    }"
  `);
});

test("toMermaid: inputs are rounded, quotes are entities", () => {
  expect(toMermaid(graph)).toMatchInlineSnapshot(`
    "flowchart TD
      n0(["x #quot;quoted#quot; = input f32[2]"])
      n1["exp f32[2]"]
      n2["y = identity f32[2]"]
      n3["mul f32[2]"]
      n0 --> n1
      n1 --> n2
      n2 --> n3
      n2 --> n3"
  `);
});

test("the same graph gives the same text", () => {
  expect([toDot(graph), toMermaid(graph)]).toEqual([toDot(graph), toMermaid(graph)]);
});
