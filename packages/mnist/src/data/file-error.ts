/** What can keep the bytes of a file from being had. */
export type FileError =
  /** The file cannot be read; `reason` is what the system said. */
  | { readonly _tag: "FileUnreadable"; readonly path: string; readonly reason: string }
  /** The gzip stream is broken; `offset` is how much of the compressed file was sound, `reason` is what the decompressor said. */
  | { readonly _tag: "GzipDamaged"; readonly path: string; readonly offset: number; readonly reason: string }
  /** There are more bytes than the header of a compressed file declares, or than are taken of any file; `limit` is after decompression. */
  | { readonly _tag: "FileTooLong"; readonly path: string; readonly limit: number };

export const showFileError = (error: FileError): string => {
  switch (error._tag) {
    case "FileUnreadable":
      return `${error.path}: the file cannot be read (${error.reason})`;
    case "GzipDamaged":
      return `${error.path}: the gzip stream is damaged after byte ${error.offset} (${error.reason})`;
    case "FileTooLong":
      return `${error.path}: too long: expected contents of at most ${error.limit} bytes`;
  }
};
