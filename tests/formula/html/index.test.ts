import { describe, expect, test } from "vitest";
import { toHtml } from "../../../packages/formula/src/html/index.js";
import { everything, layer } from "../render/derivations.js";

const page = toHtml(everything, { gradient: "nabla", title: "<b> & 'co'" });
/** The page without what KaTeX keeps of its source for those who cannot see it. */
const visible = page.replace(/<annotation[^>]*>[^<]*<\/annotation>/g, "").replace(/<style>.*?<\/style>/s, "");

test("every equation is typeset", () => {
  const { steps } = everything;
  const definitions = 3;
  expect(page.match(/<div class="equation"/g)).toHaveLength(steps.size + definitions);
  expect(page.match(/<span class="katex-display">/g)).toHaveLength(steps.size + definitions);
  expect(page).not.toContain("katex-error");
});

test("no LaTeX is left", () => {
  expect(visible).not.toMatch(/\$|\\/);
});

test("nothing is loaded from elsewhere, and nothing runs", () => {
  expect(page).not.toMatch(/<script|<link|<img|@import|javascript:|\son\w+=/);
  const urls = Array.from(page.matchAll(/url\(([^)]{0,40})/g), ([, url]) => url);
  expect(urls.length).toBeGreaterThan(0);
  for (const url of urls) expect(url).toMatch(/^data:font\/woff2;base64,/);
  // What is left are the names of XML namespaces.
  const addresses = page.replace(/ xmlns="[^"]*"/g, "").match(/\w+:\/\/[^\s"<]*/g);
  expect(addresses).toBeNull();
});

test("titles, names and rules are text", () => {
  const steps = layer.steps.map((step) => ({ ...step, rules: ["<i>"], variable: { ...step.variable, name: "<u>" } }));
  const inputs = layer.inputs.map((input) => ({ ...input, variable: { ...input.variable, name: "<s>" } }));
  expect(page).toContain("<title>&lt;b&gt; &amp; &#39;co&#39;</title>");
  expect(toHtml({ ...layer, steps, inputs })).not.toMatch(/<[bius]>/);
});

describe("what a page has", () => {
  const sections = (html: string): readonly string[] =>
    Array.from(html.matchAll(/<h2>([A-Z][a-z]+)/g), ([, title = ""]) => title);

  test("all sections, shapes and rules", () => {
    const html = toHtml(layer);
    expect(html).toContain("<h1>Backpropagation</h1>");
    expect(sections(html)).toEqual(["Given", "Forward", "Backward", "Gradients", "Update", "Where"]);
    expect(html).toContain("Y = A B: Ā = Ȳ Bᵀ, B̄ = Aᵀ Ȳ");
    expect(html.match(/In the rules/g)).toHaveLength(1);
    expect(html).toContain(">constant, [1, 3]<");
    expect(html.match(/>\[2, 3\]</g)).toHaveLength(3);
    expect(html).toContain("\\frac{\\partial E}{\\partial W^{1}} =");
  });

  test("no sections without content, no rules where none are wanted, and ∇", () => {
    const steps = layer.steps.filter(({ kind }) => kind === "gradient");
    const bare = { steps, inputs: [], constants: layer.constants.clear(), functions: layer.functions.clear() };
    const html = toHtml({ ...layer, ...bare }, { rules: false, gradient: "nabla" });
    expect(sections(html)).toEqual(["Gradients"]);
    expect(html).not.toContain("Ȳ");
    expect(html).not.toContain("In the rules");
    expect(html).toContain("\\nabla_{W^{1}} E =");
  });
});
