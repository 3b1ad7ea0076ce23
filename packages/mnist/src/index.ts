export { encodeImages, encodeLabels } from "./data/encode.js";
export { decodeImages, decodeLabels, decodePair, type IdxFile } from "./data/idx.js";
export { type IdxError, type IdxKind, showIdxError } from "./data/idx-error.js";
export { loadMnist, type Mnist } from "./data/load.js";
export { type DataError, type MissingFile, showDataError } from "./data/load-error.js";
export type { Images, Labels, Samples } from "./data/samples.js";
export {
  limit,
  type Split,
  type SplitError,
  showSplitError,
  splitValidation,
  type ValidationSize,
} from "./data/split.js";
