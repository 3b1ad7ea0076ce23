import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const packages = fileURLToPath(new URL("../packages", import.meta.url));

/** Where files of a package stand: folders, or files on their own; `.` are the others at its root. */
type Floors = readonly (readonly string[])[];

/** The floors of packages, bottom up; those in one list stand side by side and do not know each other. */
const standing: Readonly<Record<string, Floors>> = {
  core: [
    ["shape"],
    ["tensor"],
    ["random", "number-system"],
    ["kernel"],
    ["expr"],
    ["ops"],
    ["tree"],
    ["interpret", "autodiff", "print"],
    ["program"],
    ["composite"],
    ["compile"],
    ["."],
  ],
  mnist: [["data"], ["recipe"], ["training"], ["checkpoint"], ["picture"], ["report"], ["run"], ["cli"], ["."]],
  formula: [["term"], ["read", "simplify", "notation"], ["derive"], ["render"], ["explain", "source", "html"], ["."]],
  wasm: [
    ["binary", "error.ts"],
    ["code"],
    ["lanes"],
    ["math"],
    ["element"],
    ["nest", "product/dense", "product/sparse"],
    ["lower"],
    ["plan"],
    ["module"],
    ["runtime"],
    ["."],
  ],
};

/** What each package may import, of ours and of others'. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: ["fp-ts", "immutable", "pure-rand"],
  nn: ["@chainrule/core", "fp-ts", "immutable"],
  check: ["@chainrule/core", "fast-check", "fp-ts", "immutable"],
  formula: ["@chainrule/core", "fp-ts", "immutable"],
  wasm: ["@chainrule/core"],
};

/** Folders of packages that may import more, each behind an entry of its own: nothing else of its package imports it. */
const integrations: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  check: { vitest: ["vitest"] },
  formula: { html: ["katex", "node:fs", "node:module"] },
};

interface Import {
  readonly file: string;
  readonly from: string;
}

const importsOf = (name: string): readonly Import[] => {
  const source = join(packages, name, "src");
  return readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      [...readFileSync(join(source, file), "utf8").matchAll(/^(?:import|export)\b(?:[^;]*? from)? "([^"]+)";$/gm)].map(
        ([, from = ""]) => ({ file, from }),
      ),
    );
};

const isOwn = ({ from }: Import): boolean => from.startsWith(".");

/** The place of a file, a path from the source of its package. */
const placeOf = (floors: Floors, file: string): string | undefined =>
  floors.flat().find((place) => file === place || file.startsWith(`${place}/`) || dirname(file) === place);

describe.each(Object.entries(standing))("%s stands on floors", (name, floors) => {
  const own = importsOf(name)
    .filter(isOwn)
    .map(({ file, from }) => ({ file, target: join(dirname(file), from.replace(/\.js$/, ".ts")) }));

  const floorOf = (file: string): number => {
    const place = placeOf(floors, file);
    return floors.findIndex((places) => place !== undefined && places.includes(place));
  };

  test("there is something to look at", () => {
    expect(own.length).toBeGreaterThan(200);
  });

  test("every file has a floor", () => {
    expect(own.map(({ file }) => file).filter((file) => floorOf(file) < 0)).toEqual([]);
  });

  test("a file imports from its own place and from floors below", () => {
    const upward = own.filter(
      ({ file, target }) => placeOf(floors, target) !== placeOf(floors, file) && floorOf(target) >= floorOf(file),
    );
    expect(upward).toEqual([]);
  });
});

describe.each(Object.entries(allowed))("%s", (name, dependencies) => {
  const { [name]: integrated = {} } = integrations;

  test("imports nothing but what it may, and nothing of Node", () => {
    const foreign = importsOf(name)
      .filter((imported) => !isOwn(imported))
      .filter(
        ({ from }) => !dependencies.some((dependency) => from === dependency || from.startsWith(`${dependency}/`)),
      )
      .filter(({ file, from }) => !integrated[dirname(file)]?.includes(from));
    expect(foreign).toEqual([]);
  });

  test("has no file over 300 lines", () => {
    const source = join(packages, name, "src");
    const long = readdirSync(source, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .filter((file) => readFileSync(join(source, file), "utf8").split("\n").length > 300)
      .map((file) => relative(packages, join(source, file)));
    expect(long).toEqual([]);
  });
});

test.each(Object.entries(integrations))("%s can be had without what it integrates with", (name, folders) => {
  const integrating = importsOf(name)
    .filter(isOwn)
    .filter(({ file, from }) => dirname(join(dirname(file), from)) in folders && !(dirname(file) in folders));
  expect(integrating).toEqual([]);
});
