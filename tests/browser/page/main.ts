// Runs everything in this page, shows what came of it, and sends it to whoever served the page.

import { learnExclusiveOr } from "./exclusive-or.js";
import type { Report } from "./report.js";
import { shareSteps } from "./threads.js";

const report = async (): Promise<Report> => {
  try {
    return {
      isIsolated: crossOriginIsolated,
      learned: learnExclusiveOr(),
      threads: await shareSteps(),
    };
  } catch (error) {
    return { error: error instanceof Error ? `${error.stack}` : `${error}` };
  }
};

const body = JSON.stringify(await report(), null, 2);
document.querySelector("pre")?.append(body);
await fetch("/report", { method: "POST", body });
