export { type WasmOptions, wasm } from "./backend.js";
export { WasmError } from "./error.js";
export { printStages } from "./lower/print.js";
export { MOST_THREADS } from "./module/words.js";
