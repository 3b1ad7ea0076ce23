import * as E from "fp-ts/lib/Either.js";
import {
  type Contender,
  contendersOn,
  isPythonPeer,
  onPython,
  type PeerName,
  pythonModules,
  titles,
} from "../contender/roster.js";
import { node24 } from "../machine/node24.js";
import { pythonWith } from "../machine/python.js";
import { currentRuntime, type NodeRuntime } from "../machine/runtime.js";

/** Who takes part, on what, and who cannot. */
export interface Field {
  readonly runtimes: readonly NodeRuntime[];
  readonly contenders: readonly Contender[];
  readonly absent: readonly { readonly who: string; readonly reason: string }[];
}

const NEWER = "Node 24";

/** Looks for everything that the machine may or may not have. */
export const fieldOf = async (
  peers: readonly PeerName[],
  paths: { readonly node24: string | undefined; readonly python: string },
): Promise<Field> => {
  const newer = currentRuntime.name === NEWER ? undefined : await node24(paths.node24)();
  const onPythons = await Promise.all(
    peers.filter(isPythonPeer).map(async (peer) => ({
      peer,
      python: await pythonWith(paths.python, pythonModules[peer])(),
    })),
  );
  const runtimes = [currentRuntime, ...(newer === undefined ? [] : E.isRight(newer) ? [newer.right] : [])];
  return {
    runtimes,
    contenders: [
      ...runtimes.flatMap((runtime) => contendersOn(runtime, peers)),
      ...onPythons.flatMap(({ peer, python }) => (E.isRight(python) ? [onPython(python.right, peer)] : [])),
    ],
    absent: [
      ...(newer !== undefined && E.isLeft(newer) ? [{ who: NEWER, reason: newer.left }] : []),
      ...onPythons.flatMap(({ peer, python }) =>
        E.isLeft(python) ? [{ who: titles[peer], reason: python.left }] : [],
      ),
    ],
  };
};
