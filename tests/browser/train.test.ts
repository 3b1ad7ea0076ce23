import type { OutgoingHttpHeaders } from "node:http";
import { beforeAll, describe, expect, test } from "vitest";
import { bundle } from "./bundle.js";
import { findChromium, visit } from "./chromium.js";
import type { Report } from "./page/report.js";
import { serve } from "./server.js";

const chromium = findChromium();
if (chromium === undefined)
  console.warn(
    "No Chromium, no tests in pages: install one (Debian: apt-get install chromium), or say in CHROMIUM where it is.",
  );

/** With these, a page may share memory with its workers. */
const isolation: OutgoingHttpHeaders = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** Steps in which each parameter, of size about 1, is rounded anew, and which go downhill, so that they do not enlarge what was rounded before. */
const rounding = (steps: number): number => steps * 2 ** -23;

const expectClose = (found: readonly number[], expected: readonly number[], tolerance: number): void => {
  expect(found).toHaveLength(expected.length);
  expect(Math.max(...found.map((value, index) => Math.abs(value - (expected[index] ?? Number.NaN))))).toBeLessThan(
    tolerance,
  );
};

describe.skipIf(chromium === undefined)("a page in Chromium", () => {
  let files: Awaited<ReturnType<typeof bundle>>;
  beforeAll(async () => {
    files = await bundle();
  });

  const reportWith = async (headers: OutgoingHttpHeaders): Promise<Report> => {
    const page = await serve(files, headers);
    try {
      // Safe: the page posts a report, whatever happens to it.
      return (await visit(chromium ?? "", page.url, page.report)) as Report;
    } finally {
      page.close();
    }
  };

  test.each([
    ["isolated from other origins: with threads", isolation, true, { started: 1, called: 3, departed: 3 }],
    ["not isolated: quietly without them", {}, false, { started: 0, called: 0, departed: 0 }],
    [
      "isolated, but not allowed to start workers from blobs: quietly without them",
      { ...isolation, "content-security-policy": "script-src 'self' 'wasm-unsafe-eval'" },
      true,
      { started: 1, called: 1, departed: 0 },
    ],
  ])("trains a network, %s", async (_title, headers, isIsolated, threads) => {
    const report = await reportWith(headers);
    if ("error" in report) throw new Error(report.error);
    expect(report.isIsolated).toBe(isIsolated);
    expect(report.threads).toEqual({ ...threads, different: [] });

    const { compiled, interpreted } = report.learned;
    expect(compiled.answers.map(Math.round)).toEqual([0, 1, 1, 0]);
    expectClose(compiled.losses, interpreted.losses, rounding(interpreted.losses.length));
    expectClose(compiled.answers, interpreted.answers, rounding(interpreted.losses.length));
  });

  test("says so where it is not allowed to compile", async () => {
    expect(await reportWith({ "content-security-policy": "script-src 'self'" })).toEqual({
      error: expect.stringContaining("WasmError: wasm: the page's content security policy forbids WebAssembly"),
    });
  });
});
