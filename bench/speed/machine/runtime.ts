/** A Node to run on. */
export interface NodeRuntime {
  /** Such as `Node 20`. */
  readonly name: string;
  readonly major: number;
  readonly version: string;
  readonly path: string;
}

export const runtimeOf = (path: string, version: string): NodeRuntime => {
  const major = Number.parseInt(version.replace(/^v/, ""), 10);
  return { name: `Node ${major}`, major, version: version.replace(/^v/, ""), path };
};

/** The one that this process runs on. */
export const currentRuntime: NodeRuntime = runtimeOf(process.execPath, process.version);
