import { relative } from "node:path";

/** The name of the script that runs this program from the root of the repository. */
const SCRIPT = "mnist";

/** What pnpm and npm tell the scripts that they run. */
type Environment = Readonly<Record<string, string | undefined>>;

/** How this program was begun, for commands that shall be copied: `npx -y pnpm@12.21.0 mnist`, or `node …/main.js`. */
export const programOf = (environment: Environment, file: string): readonly string[] => {
  const { npm_lifecycle_event: script, npm_config_user_agent: manager = "" } = environment;
  if (script !== SCRIPT) return ["node", relative(process.cwd(), file)];
  const [, version] = /^pnpm\/(\S+)/.exec(manager) ?? [];
  return version === undefined ? ["npm", "run", SCRIPT] : ["npx", "-y", `pnpm@${version}`, SCRIPT];
};

/** The folder in which the command was given: a script of the repository runs in its root, wherever that was. */
export const folderOfCommand = ({ npm_lifecycle_event: script, INIT_CWD: folder }: Environment): string | undefined =>
  script === SCRIPT ? folder : undefined;
