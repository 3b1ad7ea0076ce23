import { createRequire } from "node:module";
import { z } from "zod";

const { version } = z.object({ version: z.string() }).parse(createRequire(import.meta.url)("../../package.json"));

/** What a run was made with. */
export const versions = { chainrule: version, node: process.version, platform: `${process.platform} ${process.arch}` };
