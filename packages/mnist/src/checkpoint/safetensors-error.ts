/** What can be wrong with a safetensors file; `showSafetensorsError` renders it. */
export type SafetensorsError =
  /** Fewer bytes than the length of the header, the header, or the tensors take; both are lengths of the file in bytes. */
  | (ByteFault<"FileTruncated"> & { readonly needed: "length" | "header" | "tensors" })
  /** A longer header than the format allows; both are lengths of the header in bytes. */
  | ByteFault<"HeaderTooLong">
  /** The header does not begin with `{`; both are bytes, and an empty header has none. */
  | ByteFault<"HeaderStart", number | undefined>
  /** The header is no JSON in UTF-8. */
  | { readonly _tag: "HeaderUnreadable"; readonly source: string; readonly offset: number }
  /** More bytes than the tensors take; both are lengths of the file in bytes. */
  | ByteFault<"BytesAfterTensors">
  /** A field of the header is missing, unknown, or of another type. */
  | { readonly _tag: "HeaderField"; readonly source: string; readonly field: string; readonly reason: string }
  /** An element type that no tensor of ours can have. */
  | (TensorFault & { readonly _tag: "UnsupportedDtype"; readonly found: string })
  /** The bytes of a tensor are not as many as its dtype and shape take; both are numbers of bytes. */
  | (TensorFault & { readonly _tag: "TensorSize"; readonly expected: number; readonly found: number })
  /** A tensor does not begin where the one before it ends; both are offsets in the data. */
  | (TensorFault & { readonly _tag: "TensorOffset"; readonly expected: number; readonly found: number });

interface ByteFault<Tag extends string, Found = number> {
  readonly _tag: Tag;
  /** The name of the file. */
  readonly source: string;
  /** The offset of the first byte at fault; where the bytes ran out, when they are too few. */
  readonly offset: number;
  readonly expected: number;
  readonly found: Found;
}

interface TensorFault {
  readonly source: string;
  /** The name of the tensor. */
  readonly tensor: string;
}

const needs = {
  length: "the length of the header",
  header: "the length of the header, and the header",
  tensors: "the header and all tensors",
} as const;

const hex = (byte: number | undefined): string =>
  byte === undefined ? "nothing" : `0x${byte.toString(16).padStart(2, "0")}`;

const describe = (error: SafetensorsError): string => {
  switch (error._tag) {
    case "FileTruncated":
      return `the file ends early: expected ${error.expected} bytes (${needs[error.needed]}), found ${error.found}`;
    case "HeaderTooLong":
      return `no safetensors file: expected a header of at most ${error.expected} bytes, found a length of ${error.found}`;
    case "HeaderStart":
      return `the header begins wrongly: expected ${hex(error.expected)}, found ${hex(error.found)}`;
    case "HeaderUnreadable":
      return "the header is no JSON in UTF-8";
    case "BytesAfterTensors":
      return `bytes after the last tensor: expected ${error.expected} bytes, found ${error.found}`;
    case "HeaderField":
      return error.reason;
    case "UnsupportedDtype":
      return `unsupported dtype: expected F64, F32, I32 or U8, found ${JSON.stringify(error.found)}`;
    case "TensorSize":
      return `dtype and shape take ${error.expected} bytes, data_offsets span ${error.found}`;
    case "TensorOffset":
      return `${error.found > error.expected ? "a hole" : "an overlap"} before it: expected to begin at ${error.expected} of the data, found ${error.found}`;
  }
};

const placeOf = (error: SafetensorsError): string => {
  if ("offset" in error) return `byte ${error.offset}`;
  return "field" in error ? `header, ${error.field}` : `tensor ${JSON.stringify(error.tensor)}`;
};

/** Renders what is wrong with a safetensors file: the file, the place, what was expected and what was found. */
export const showSafetensorsError = (error: SafetensorsError): string =>
  `${error.source}: ${placeOf(error)}: ${describe(error)}`;
