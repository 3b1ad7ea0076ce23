import { createInterface } from "node:readline";
import { openInputs } from "../inputs/manifest.js";
import { libraries } from "../libraries/libraries.js";
import type { Running } from "./contender.js";
import type { Reply, Request } from "./messages.js";

// Standard output carries the replies; whatever a library prints goes elsewhere.
console.log = console.error;

const reply = (message: Reply): void => {
  process.stdout.write(`${JSON.stringify(message)}\n`);
};

const answer = async ({ run, values }: Running, request: Request): Promise<Reply> => {
  if (request.ask === "values") return { tell: "values", values: await values() };
  const start = performance.now();
  await run(request.steps);
  return { tell: "ran", seconds: (performance.now() - start) / 1000 };
};

const serve = async (name: string | undefined, manifest: string | undefined): Promise<void> => {
  const load = Object.entries(libraries).find(([key]) => key === name)?.[1];
  if (load === undefined || manifest === undefined) throw new TypeError("needs the name of a library and a manifest");
  const { versions, begin } = await load();
  const running = await begin(openInputs(manifest));
  reply({ tell: "ready", versions });
  for await (const line of createInterface({ input: process.stdin })) {
    // Safe: the process that started this one sends nothing else.
    reply(await answer(running, JSON.parse(line) as Request));
  }
};

const [name, manifest] = process.argv.slice(2);
try {
  await serve(name, manifest);
} catch (error) {
  reply({ tell: "failed", reason: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
