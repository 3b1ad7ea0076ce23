export { type WasmOptions, wasm } from "./backend.js";
