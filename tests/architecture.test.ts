import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const packages = fileURLToPath(new URL("../packages", import.meta.url));

/** The floors of `core`, bottom up; those in one list stand side by side and do not know each other. */
const floors: readonly (readonly string[])[] = [
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
];

/** What each package may import, of ours and of others'. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: ["fp-ts", "immutable", "pure-rand"],
  nn: ["@chainrule/core", "fp-ts", "immutable"],
  check: ["@chainrule/core", "fast-check", "fp-ts", "immutable"],
};

/** Folders of packages that may import one thing more, each behind an entry of its own: nothing else of its package imports it. */
const integrations: Readonly<Record<string, Readonly<Record<string, string>>>> = { check: { vitest: "vitest" } };

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

const floorOf = (folder: string): number => floors.findIndex((names) => names.includes(folder));

describe("core stands on floors", () => {
  const own = importsOf("core").filter(isOwn);

  test("there is something to look at", () => {
    expect(own.length).toBeGreaterThan(200);
  });

  test("every folder has a floor", () => {
    const folders = new Set(own.map(({ file }) => dirname(file)));
    expect([...folders].filter((folder) => floorOf(folder) < 0)).toEqual([]);
  });

  test("a file imports from its own folder and from floors below", () => {
    const upward = own.filter(({ file, from }) => {
      const [folder, target] = [dirname(file), dirname(join(dirname(file), from))];
      return target !== folder && floorOf(target) >= floorOf(folder);
    });
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
      .filter(({ file, from }) => from !== integrated[dirname(file)]);
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
