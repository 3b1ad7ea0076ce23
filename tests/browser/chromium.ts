import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";

/** Where Chromium is: what the environment variable `CHROMIUM` names, or what is installed under a usual name. */
export const findChromium = (): string | undefined => {
  const { CHROMIUM, PATH = "" } = process.env;
  const installed = ["chromium", "google-chrome", "google-chrome-stable"].flatMap((name) =>
    PATH.split(delimiter).map((folder) => join(folder, name)),
  );
  const onMac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  return CHROMIUM || [...installed, onMac].find(existsSync);
};

/** No sandbox: it does not start for root or in most containers, and the pages are our own. All else keeps it from asking and from calling home. */
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-logging=stderr",
];

/** How long a page may take, in milliseconds. */
const PATIENCE = 50_000;

/**
 * Opens a page until its report is there.
 *
 * @throws Error with what the page's console and Chromium had to say, if Chromium ends before that or it takes too long.
 */
export const visit = async <A>(chromium: string, url: string, report: Promise<A>): Promise<A> => {
  const profile = await mkdtemp(join(tmpdir(), "chainrule-chromium-"));
  const child = spawn(chromium, [...flags, `--user-data-dir=${profile}`, url], {
    stdio: ["ignore", "ignore", "pipe"],
    timeout: PATIENCE,
  });
  const ended = Promise.all([text(child.stderr), once(child, "close")]).then(([said]) => said);
  try {
    return await Promise.race([
      report,
      ended.then((said) => {
        throw new Error(`no report from ${url}; ${chromium} said:\n${said}`);
      }),
    ]);
  } finally {
    child.kill();
    await Promise.allSettled([ended]);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
};
