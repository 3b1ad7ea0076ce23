const digits = [
  "a2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb1cb129a73e",
  "e88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27cb09b7",
  "4f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6bab",
].join("");

/** `2/π` in bytes, from the point on: as many as there are exponents of f64, and 24 more. */
export const twoOverPi: readonly number[] = Array.from({ length: digits.length / 2 }, (_, byte) =>
  Number.parseInt(digits.slice(2 * byte, 2 * byte + 2), 16),
);
