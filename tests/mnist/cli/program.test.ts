import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderOfCommand, programOf } from "../../../packages/mnist/src/cli/program.js";

const script = { npm_lifecycle_event: "mnist", INIT_CWD: "/home/me" };

describe("how the program was begun", () => {
  test.each([
    ["by pnpm", { ...script, npm_config_user_agent: "pnpm/12.21.0 npm/? node/v20.20.2" }, "npx -y pnpm@12.21.0 mnist"],
    ["by npm", { ...script, npm_config_user_agent: "npm/10.8.2 node/v20.20.2" }, "npm run mnist"],
    ["by another script", { ...script, npm_lifecycle_event: "test" }, "node dist/main.js"],
    ["by itself", {}, "node dist/main.js"],
  ])("%s", (_, environment, program) => {
    expect(programOf(environment, join(process.cwd(), "dist", "main.js")).join(" ")).toBe(program);
  });

  test("in which folder the command was given", () => {
    expect(folderOfCommand(script)).toBe("/home/me");
    expect(folderOfCommand({ INIT_CWD: "/home/me" })).toBeUndefined();
  });
});
