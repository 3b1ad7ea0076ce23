/** A program or an engine that WebAssembly cannot serve: no SIMD, or more code or memory than it takes. Programs that it does serve never throw this. */
export class WasmError extends Error {
  override readonly name = "WasmError";
}
