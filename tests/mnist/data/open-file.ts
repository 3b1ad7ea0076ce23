import type { OpenFile } from "../../../packages/mnist/src/data/file.js";

async function* piecesOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

/** A file whose bytes come in pieces of one size. */
export const openFile = (path: string, bytes: Uint8Array, size = 7, most = 2 ** 20): OpenFile => ({
  path,
  pieces: piecesOf(bytes, size),
  most,
});
