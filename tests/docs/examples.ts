import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** A piece of documentation that is code: where it stands, and what it says. */
export interface Example {
  readonly title: string;
  readonly code: string;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

const filesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending))
    .map((path) => join(folder, path))
    .sort();

const lineOf = (text: string, index: number): number => text.slice(0, index).split("\n").length;

/** Every `@example` of the docstrings of a file. */
const docstringExamples = (path: string): readonly Example[] => {
  const text = readFileSync(join(root, path), "utf8");
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) =>
    [...comment[0].matchAll(/@example\n([\s\S]*?)(?=\n\s*\* @|\n\s*\*\/)/g)].map(([, body = ""]) => ({
      title: `${relative(root, join(root, path))}:${lineOf(text, comment.index)}`,
      code: body.replace(/^\s*\* ?/gm, ""),
    })),
  );
};

/** Every block of a Markdown file that is marked as TypeScript. */
const markdownExamples = (path: string): readonly Example[] => {
  const text = readFileSync(join(root, path), "utf8");
  return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map((block) => ({
    title: `${path}:${lineOf(text, block.index)}`,
    code: block[1] ?? "",
  }));
};

/** Every example of the documentation. */
export const examples = (): readonly Example[] => [
  ...["core", "nn", "check", "formula", "wasm", "mnist"]
    .flatMap((name) => filesIn(`packages/${name}/src`, ".ts"))
    .flatMap(docstringExamples),
  ...["README.md", "CONTRIBUTING.md", ...filesIn("docs", ".md")].flatMap(markdownExamples),
];

/** Whether an example is a file of tests, which vitest must find before it runs any. */
export const declaresTests = ({ code }: Example): boolean => /^import \{[^}]*\btest\b[^}]*\} from/m.test(code);

/** An example as a module, with `assert` in scope where it uses it and does not import it. */
export const moduleOf = ({ code }: Example): string => {
  const isImported = code.includes('from "node:assert') || !/\bassert\b/.test(code);
  return `${isImported ? "" : 'import assert from "node:assert/strict";\n'}${code}\nexport {};\n`;
};
